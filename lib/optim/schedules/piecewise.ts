import { cannot } from "../../core/mod.ts";
import { checkAtLeast } from "../check.ts";
import type { Schedule } from "../schedule.ts";

/** What `piecewise` takes. */
export type PiecewiseOptions = {
  /** The rates one after the other, each at least 0; one more than there are boundaries. */
  rates: readonly number[];
  /** After how many steps each next rate begins, rising. */
  boundaries: readonly number[];
};

/**
 * A learning rate given piece by piece: `rates[i]`, i being how many boundaries are at most t.
 *
 * PyTorch's MultiStepLR has the same boundaries; in Keras's PiecewiseConstantDecay each step that
 * equals a boundary still belongs to the piece before.
 *
 * @param options Rates and boundaries.
 * @returns The schedule.
 * @throws {RangeError} If a rate is below 0, there is not one rate more than boundaries, or these do not rise.
 *
 * @example
 * ```ts
 * import { piecewise } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const rate = piecewise({ rates: [1, 0.5, 0.1], boundaries: [10, 20] });
 * assertEquals([0, 9, 10, 19, 20].map(rate), [1, 1, 0.5, 0.5, 0.1]);
 * ```
 */
export function piecewise({ rates, boundaries }: PiecewiseOptions): Schedule {
  const action = "create the schedule piecewise";
  rates.forEach((rate, i) => checkAtLeast(action, `rates[${i}]`, rate));
  if (rates.length !== boundaries.length + 1) {
    const needed = "there must be one rate more than boundaries";
    const got = `${rates.length} rates and ${boundaries.length} boundaries`;
    throw new RangeError(`${cannot(action, needed)}, got ${got}`);
  }
  if (boundaries.some((boundary, i) => !(boundary > (boundaries[i - 1] ?? -Infinity)))) {
    throw new RangeError(cannot(action, "boundaries must rise", boundaries));
  }
  return (t) => rates[boundaries.filter((boundary) => boundary <= t).length]!;
}
