import { cannot } from "descent/core";

/** A row that was left out. */
export type Fault = { file: string; line: number; why: string };

/** Rows that were left out: how many, and the first of them. */
export type Faults = {
  count: number;
  first: Fault[];
  /** Counts one more; under --strict it is an error. */
  add(fault: Fault): void;
};

/** So many are named; the rest is counted. */
const NAMED = 10;

/**
 * Keeps count of bad rows.
 *
 * @param strict Stops at the first.
 */
export function keepFaults(strict: boolean): Faults {
  const faults: Faults = {
    count: 0,
    first: [],
    add(fault) {
      const { file, line, why } = fault;
      if (strict) throw new RangeError(cannot(`evaluate ${file}`, `line ${line}: ${why}`));
      faults.count++;
      if (faults.first.length < NAMED) faults.first.push(fault);
    },
  };
  return faults;
}
