/**
 * Every value `times` times in a row.
 *
 * `out[i · times + j] = x[i]`
 *
 * @param x Any values.
 * @param options `times`, 1 or more.
 * @returns `x.length · times` values.
 *
 * @example
 * ```ts
 * import { repeatEach } from "./repeat_each.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(repeatEach([7, 8], { times: 3 }), Float32Array.of(7, 7, 7, 8, 8, 8));
 * ```
 */
export function repeatEach(x: ArrayLike<number>, { times }: { times: number }): Float32Array {
  return Float32Array.from({ length: x.length * times }, (_, i) => x[Math.floor(i / times)]!);
}
