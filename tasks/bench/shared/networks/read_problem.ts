import type { Problem } from "./problem.ts";

/** A problem's files, read. */
export type ReadProblem = {
  /** The first `n` examples, as views. */
  examples(n: number): { x: Float32Array; y: Uint8Array };
  /** The weights before training, in Keras's order and layout. */
  weights: Float32Array[];
};

/**
 * Reads what `writeProblems` has written.
 *
 * @param folder Where it lies.
 * @param problem Which one.
 * @returns Its examples and weights.
 */
export async function readProblem(
  folder: string,
  { task, input, weights }: Problem,
): Promise<ReadProblem> {
  const floats = async (name: string) =>
    new Float32Array((await Deno.readFile(`${folder}/${task}-${name}.f32`)).buffer);
  const [x, y] = [await floats("x"), await Deno.readFile(`${folder}/${task}-y.u8`)];
  const size = input.reduce((product, length) => product * length);
  return {
    examples: (n) => ({ x: x.subarray(0, n * size), y: y.subarray(0, n) }),
    weights: await Promise.all(weights.map((_, i) => floats(`${i}`))),
  };
}
