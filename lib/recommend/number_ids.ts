/** Ids and their numbers, both ways. */
export type NumberedIds<Id> = {
  /** The number of each id of the list, shape `(n)`. */
  numbers: Uint32Array<ArrayBuffer>;
  /** The distinct ids; the number of an id is its place here. */
  ids: Id[];
  /** The number of an id; nothing for one that was not in the list. */
  numberOf(id: Id): number | undefined;
};

/**
 * Numbers ids from 0, in the order of their first appearance.
 *
 * @param ids What names users or items: numbers with gaps, or text; shape `(n)`.
 * @returns The numbers, and the way back.
 *
 * @example
 * ```ts
 * import { numberIds } from "descent/recommend";
 * import { assertEquals } from "@std/assert";
 *
 * const films = numberIds([318, 50, 318]);
 * assertEquals([...films.numbers], [0, 1, 0]);
 * assertEquals([films.ids[1], films.numberOf(50), films.numberOf(7)], [50, 1, undefined]);
 * ```
 */
export function numberIds<Id>(ids: ArrayLike<Id>): NumberedIds<Id> {
  const places = new Map<Id, number>();
  const numbers = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const number = places.get(ids[i]!) ?? places.size;
    if (number === places.size) places.set(ids[i]!, number);
    numbers[i] = number;
  }
  return { numbers, ids: [...places.keys()], numberOf: (id) => places.get(id) };
}
