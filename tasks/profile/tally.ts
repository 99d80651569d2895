import { median } from "../bench/shared/statistics.ts";
import type { ProfileRow } from "./profile.ts";
import type { Work } from "./work.ts";

/** One call of a kernel in a step. */
export type Call = { kernel: string; ms: number; work: Work };

type Sum = { kernel: string; work: Work; calls: number; flop: number; bytes: number; ms: number[] };

/** Adds up calls, step by step. */
export type Tally = {
  /** Takes the calls of one more step. */
  add(calls: readonly Call[]): void;
  /** A row for each kernel and what it was given, the one that took longest first. */
  rows(): ProfileRow[];
};

/**
 * A tally without calls.
 *
 * @param clockMs What the clock itself adds to each call; taken off.
 * @returns The tally.
 */
export function createTally(clockMs: number): Tally {
  const sums = new Map<string, Sum>();
  let steps = 0;
  const sumOf = ({ kernel, work }: Call): Sum => {
    const key = `${kernel} ${work.given}`;
    const sum = sums.get(key) ?? { kernel, work, calls: 0, flop: 0, bytes: 0, ms: [] };
    sums.set(key, sum);
    return sum;
  };
  return {
    add(calls) {
      for (const call of calls) {
        const sum = sumOf(call);
        sum.calls++;
        sum.flop += call.work.flop ?? NaN;
        sum.bytes += call.work.bytes ?? NaN;
        sum.ms[steps] = (sum.ms[steps] ?? 0) + Math.max(0, call.ms - clockMs);
      }
      steps++;
    },
    rows: () => [...sums.values()].map((sum) => rowOf(sum, steps)).sort((a, b) => b.ms - a.ms),
  };
}

function rowOf({ kernel, work, calls, flop, bytes, ms }: Sum, steps: number): ProfileRow {
  const all = Array.from({ length: steps }, (_, step) => ms[step] ?? 0);
  return {
    kernel,
    given: work.given,
    ...(Number.isFinite(flop) ? { flop: flop / steps } : {}),
    ...(Number.isFinite(bytes) ? { bytes: bytes / steps } : {}),
    calls: calls / steps,
    ms: median(all),
    leastMs: Math.min(...all),
  };
}

/** Milliseconds that asking the clock twice takes, which stands in every time that is measured. */
export function clockMs(): number {
  const gaps = Array.from({ length: 1001 }, () => {
    const begun = performance.now();
    return performance.now() - begun;
  });
  return median(gaps);
}
