import { ACTIVATION_KINDS, type CellShape } from "../../lib/kernels/reference/mod.ts";
import { range } from "./values.ts";

/** Every length of tail, some rows, and each pair of activations that a layer may have. */
export function cellShapes(): CellShape[] {
  const kind = (name: typeof ACTIVATION_KINDS[number]) => ACTIVATION_KINDS.indexOf(name);
  const pairs = [["tanh", "sigmoid"], ["relu", "sigmoid"], ["tanh", "hardSigmoid"]] as const;
  return pairs.flatMap(([activation, gate]) =>
    [...range(1, 9).map((units) => [2, units]), [0, 3], [5, 32]].map(([rows, units]) => ({
      rows: rows!,
      units: units!,
      activation: kind(activation),
      gate: kind(gate),
    }))
  );
}

/** Derivatives of the sum of `weights ∘ of(x)`, by central differences in float64. */
export function derivatives(
  of: (x: Float64Array) => ArrayLike<number>,
  x: ArrayLike<number>,
  weights: ArrayLike<number>,
): Float64Array {
  const h = 1e-6;
  const sum = (moved: Float64Array) => {
    const y = of(moved);
    return Array.from(weights).reduce((total, w, i) => total + w * y[i]!, 0);
  };
  return Float64Array.from(x, (_, i) => {
    const at = (d: number) => Float64Array.from(x, (value, j) => j === i ? value + d : value);
    return (sum(at(h)) - sum(at(-h))) / (2 * h);
  });
}
