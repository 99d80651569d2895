import {
  ADAM,
  CHECKED_STEPS,
  CHECKED_VALUES,
  checkedPositions,
  firstGradient,
  gradientFactor,
} from "./sizes.ts";

/**
 * The parameters that a right Adam shows after the steps compared, one after the other and by the
 * paper's lines alone.
 *
 * @param d How many parameters, which start at 0.
 * @returns The parameters at the positions compared.
 */
export function referenceParameters(d: number): number[] {
  const { learningRate, beta1, beta2, epsilon } = ADAM;
  const first = firstGradient(d);
  return checkedPositions(d, CHECKED_VALUES).map((i) => {
    let [w, m, v] = [0, 0, 0];
    for (let t = 1; t <= CHECKED_STEPS; t++) {
      const g = first[i]! * gradientFactor(t - 1);
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g * g;
      w -= learningRate * (m / (1 - beta1 ** t)) / (Math.sqrt(v / (1 - beta2 ** t)) + epsilon);
    }
    return w;
  });
}
