import { cannot } from "descent/core";

/** A tally for each value of a column. */
export type Groups<Tally> = {
  column: string;
  tallies: Map<string, Tally>;
  /** The tally of a value, made where there is none yet. */
  of(value: string): Tally;
};

/** More groups than this are no slices but names. */
const MOST = 1000;

/**
 * Tells rows apart by a column.
 *
 * @param column Its name.
 * @param make Makes a tally for a value not seen before.
 * @throws {RangeError} From `of`, if there are more than 1,000 values.
 */
export function groupsOf<Tally>(column: string, make: () => Tally): Groups<Tally> {
  const tallies = new Map<string, Tally>();
  return {
    column,
    tallies,
    of(value) {
      let tally = tallies.get(value);
      if (tally) return tally;
      if (tallies.size === MOST) {
        const needed = `column ${column} must have at most ${MOST} different values`;
        throw new RangeError(cannot("slice", needed));
      }
      tallies.set(value, tally = make());
      return tally;
    },
  };
}
