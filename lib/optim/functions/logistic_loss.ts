import { cannot } from "../../core/mod.ts";
import type { TestFunction } from "./test_function.ts";

/** How often something was seen in a group: `yes` times, and `no` times it was not. */
export type Group = { yes: number; no: number };

const GROUPS: readonly Group[] = [{ yes: 30, no: 10 }, { yes: 5, no: 20 }];

/**
 * The logistic loss where its minimum is known: groups of people, one weight each, and in each group
 * some said yes and some no.
 *
 * `f(w) = Σ (yesᵢ ln(1 + e^(−wᵢ)) + noᵢ ln(1 + e^(wᵢ))) / n`
 *
 * It is convex, and lowest where the predicted share is the observed one: `wᵢ = ln(yesᵢ / noᵢ)`.
 *
 * @param groups The counts, each above 0, since without a no the minimum lies at infinity.
 * @returns The function of as many weights as there are groups.
 * @throws {RangeError} If there are no groups, or a count is not above 0.
 *
 * @example
 * ```ts
 * import { logisticLoss } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const { minima } = logisticLoss([{ yes: 30, no: 10 }]);
 * assertEquals(minima[0], Float64Array.of(Math.log(3)));
 * ```
 */
export function logisticLoss(groups: readonly Group[] = GROUPS): TestFunction {
  checkGroups(groups);
  const d = groups.length;
  const n = groups.reduce((sum, { yes, no }) => sum + yes + no, 0);
  const loss = (w: Float64Array) =>
    groups.reduce((sum, { yes, no }, i) => sum + yes * softplus(-w[i]!) + no * softplus(w[i]!), 0) /
    n;
  const minimizer = Float64Array.from(groups, ({ yes, no }) => Math.log(yes / no));
  return {
    name: "logistic loss",
    dimensions: d,
    loss,
    gradient: (w) =>
      Float64Array.from(groups, ({ yes, no }, i) => ((yes + no) * sigmoid(w[i]!) - yes) / n),
    hessian(w) {
      const matrix = new Float64Array(d * d);
      groups.forEach(({ yes, no }, i) => {
        matrix[i * d + i] = (yes + no) * sigmoid(w[i]!) * sigmoid(-w[i]!) / n;
      });
      return matrix;
    },
    minima: [minimizer],
    minimum: loss(minimizer),
    start: new Float64Array(d),
    domain: Array.from({ length: d }, () => [-3, 3] as const),
  };
}

function checkGroups(groups: readonly Group[]): void {
  const counts = groups.flatMap(({ yes, no }) => [yes, no]);
  if (counts.length > 0 && counts.every((count) => count > 0 && Number.isFinite(count))) return;
  throw new RangeError(
    cannot("create logisticLoss", "all counts must be finite and above 0", counts),
  );
}

/** 1 / (1 + e^(−x)). */
function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** ln(1 + eˣ), which must not overflow where x is large. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
