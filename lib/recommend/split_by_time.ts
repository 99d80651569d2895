import { cannot, checkBetween, checkSameLength, type Split } from "../core/mod.ts";

/** What {@linkcode splitByTime} may be told. */
export type SplitByTimeOptions = {
  /** The share of entries to test on, between 0 and 1: the latest. @default 0.2 */
  testSize?: number | undefined;
  /**
   * Whether the latest of all entries are taken, at one moment for everybody, or the latest of each
   * user. @default "all"
   */
  latest?: "all" | "ofEachUser" | undefined;
};

/**
 * Splits entries by time: what came earlier to learn from, what came later to test on.
 *
 * At one moment for everybody it is as it will be in use: nothing of the future is known, and people who
 * come later are new. By each user's own latest, everybody has a past, but what others do later is known
 * too, so that the result is too good.
 *
 * @param entries The user and the time of each entry, shape `(n)`; any unit of time.
 * @param options All may be left out.
 * @returns The positions in each part, rising. Entries of one time stay in the order given.
 * @throws {RangeError} If the lists differ in length or are empty, a time is not finite, or `testSize`
 * is not between 0 and 1.
 *
 * @example
 * ```ts
 * import { splitByTime } from "descent/recommend";
 * import { assertEquals } from "@std/assert";
 *
 * const log = { users: [0, 0, 1, 1], times: [10, 40, 30, 20] };
 * assertEquals([...splitByTime(log, { testSize: 0.5 }).test], [1, 2]);
 * const own = splitByTime(log, { testSize: 0.5, latest: "ofEachUser" });
 * assertEquals([...own.test], [1, 2]);
 * ```
 */
export function splitByTime(
  { users, times }: { users: ArrayLike<number>; times: ArrayLike<number> },
  { testSize = 0.2, latest = "all" }: SplitByTimeOptions = {},
): Split {
  checkSameLength(ACTION, ["users", users.length], ["times", times.length]);
  checkBetween(ACTION, "testSize", testSize, 0, 1);
  const positions = Uint32Array.from({ length: times.length }, (_, i) => i);
  for (const i of positions) {
    if (!Number.isFinite(times[i])) {
      throw new RangeError(cannot(ACTION, `time ${i} must be a finite number`, times[i]));
    }
  }
  const groups = latest === "all" ? [[...positions]] : [...byUser(users).values()];
  const inTest = new Uint8Array(times.length);
  for (const group of groups) {
    group.sort((a, b) => times[a]! - times[b]! || a - b);
    const count = Math.round(testSize * group.length);
    for (const i of group.slice(group.length - count)) inTest[i] = 1;
  }
  return {
    train: positions.filter((i) => inTest[i] === 0),
    test: positions.filter((i) => inTest[i] === 1),
  };
}

function byUser(users: ArrayLike<number>): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < users.length; i++) {
    const group = groups.get(users[i]!);
    if (group) group.push(i);
    else groups.set(users[i]!, [i]);
  }
  return groups;
}

const ACTION = "split by time";
