import { cannot } from "descent/core";
import { interleave } from "../shared/rounds.ts";
import { compare } from "../shared/statistics.ts";
import { TOLERANCE } from "../mnist/verify.ts";
import type { Call, KernelCase } from "./case.ts";
import type { KernelResult } from "./results.ts";

/** A turn lasts about so long: shorter ones would time the clock, longer ones the patience. */
const TURN_MS = 10;

/** The plain loops of a convolution take half a second: two calls of them must do. */
const WARM_UP_MS = 500;

/**
 * Checks a kernel against its plain loop and then times both, and others that do the same, in turns.
 *
 * @param test The kernel at one size.
 * @param rounds How many turns each has.
 * @returns Times, ratios and errors.
 * @throws {RangeError} If ours is wrong; tfjs's own may be, and is reported.
 */
export async function measure(
  test: KernelCase,
  rounds: { counted: number; warmUp: number },
): Promise<KernelResult> {
  const { kernel, sizes, work, ours, stock, direct, reference } = test;
  const expected = reference();
  const error = errorOf(ours, expected);
  if (!(error <= TOLERANCE)) {
    const needed = `its largest error beside the plain loop must be at most ${TOLERANCE}`;
    throw new RangeError(cannot(`time ${kernel} (${sizes})`, needed, error));
  }
  const others = Object.entries({ stock, direct }).flatMap(([name, call]) =>
    call ? [{ name, call }] : []
  );
  const contestants = [ours.run, reference, ...others.map(({ call }) => call.run)].map(timed);
  const [oursMs, referenceMs, ...othersMs] = await interleave(contestants, rounds, turn);
  const beside = (ms: number[]) => ({ ms, ratio: compare(ms, oursMs!, "smallest") });
  const measured = others.map(({ name, call }, i) =>
    [name, { ...beside(othersMs[i]!), error: errorOf(call, expected) }] as const
  );
  return {
    kernel,
    sizes,
    work,
    ours: oursMs!,
    error,
    reference: beside(referenceMs!),
    ...Object.fromEntries(measured),
  };
}

type Timed = { run: () => void; calls: number };

/** Milliseconds a call. */
function turn({ run, calls }: Timed): Promise<number> {
  const begun = performance.now();
  for (let i = 0; i < calls; i++) run();
  return Promise.resolve((performance.now() - begun) / calls);
}

/** As many calls as fill a turn, by the quickest of a few that also warm the engine up. */
function timed(run: () => void): Timed {
  let [quickest, spent] = [Infinity, 0];
  for (let i = 0; i < 20 && spent < WARM_UP_MS; i++) {
    const begun = performance.now();
    run();
    const ms = performance.now() - begun;
    quickest = Math.min(quickest, ms);
    spent += ms;
  }
  return { run, calls: Math.max(1, Math.round(TURN_MS / Math.max(quickest, 1e-3))) };
}

/** Largest difference in any output, as a share of its largest value. */
function errorOf({ values }: Call, expected: readonly ArrayLike<number>[]): number {
  const outputs = values();
  if (outputs.length !== expected.length) return Infinity;
  return Math.max(...outputs.map((output, i) => errorOfOutput(output, expected[i]!)));
}

function errorOfOutput(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const off = Math.abs(actual[i]! - expected[i]!);
    if (Number.isNaN(off)) return Infinity;
    difference = Math.max(difference, off);
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return difference / (largest || 1);
}
