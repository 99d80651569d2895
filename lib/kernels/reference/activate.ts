/** The activations that kernels know, each under the number that they know it by. */
export const ACTIVATION_KINDS = [
  "linear",
  "relu",
  "tanh",
  "sigmoid",
  "hardSigmoid",
  "elu",
  "selu",
  "softplus",
  "softsign",
  "relu6",
] as const;

/** SELU's factor, and how far it goes below 0 before that (Klambauer and others, 2017). */
const [SELU_SCALE, SELU_ALPHA] = [1.0507009873554805, 1.6732632423543772];

const FUNCTIONS: readonly ((x: number) => number)[] = [
  (x) => x,
  (x) => x < 0 ? 0 : x,
  Math.tanh,
  (x) => 1 / (1 + Math.exp(-x)),
  (x) => x > 2.5 ? 1 : x < -2.5 ? 0 : x / 5 + 0.5,
  (x) => x > 0 ? x : Math.expm1(x),
  (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x)),
  (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  (x) => x / (1 + Math.abs(x)),
  (x) => x < 0 ? 0 : x > 6 ? 6 : x,
];

/** Slopes, told from what the activation gave. */
const SLOPES: readonly ((y: number) => number)[] = [
  () => 1,
  (y) => y > 0 ? 1 : 0,
  (y) => 1 - y * y,
  (y) => y * (1 - y),
  (y) => y > 0 && y < 1 ? 0.2 : 0,
  (y) => y > 0 ? 1 : y + 1,
  (y) => y > 0 ? SELU_SCALE : y + SELU_SCALE * SELU_ALPHA,
  (y) => -Math.expm1(-y),
  (y) => (1 - Math.abs(y)) ** 2,
  (y) => y > 0 && y < 6 ? 1 : 0,
];

/**
 * The activation of a sum.
 *
 * `out[i] = activation(x[i] + more[i])`; NaN stays NaN.
 *
 * @param x Numbers, shape `(n)`.
 * @param kind Place of the activation in `ACTIVATION_KINDS`.
 * @param more What is added, shape `(n)`. @default nothing
 * @returns The results in float64, shape `(n)`.
 *
 * @example
 * ```ts
 * import { activate, ACTIVATION_KINDS } from "./activate.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...activate([-3, 1], ACTIVATION_KINDS.indexOf("relu"), [1, 1])], [0, 2]);
 * ```
 */
export function activate(
  x: ArrayLike<number>,
  kind: number,
  more?: ArrayLike<number>,
): Float64Array {
  return Float64Array.from(x, (value, i) => FUNCTIONS[kind]!(value + (more?.[i] ?? 0)));
}

/**
 * The gradient of {@linkcode activate}.
 *
 * `dx[i] = (dy[i] + more[i]) · slope`, the slope where the activation gave `y[i]`; 0 at a corner.
 *
 * @param dy Gradient of the results, shape `(n)`.
 * @param y The results, shape `(n)`.
 * @param kind Place of the activation in `ACTIVATION_KINDS`.
 * @param more A second part of the gradient, shape `(n)`. @default nothing
 * @returns Gradient of the sum in float64, shape `(n)`.
 *
 * @example
 * ```ts
 * import { ACTIVATION_KINDS, activateGrad } from "./activate.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...activateGrad([4, 4], [0, 0.5], ACTIVATION_KINDS.indexOf("tanh"))], [4, 3]);
 * ```
 */
export function activateGrad(
  dy: ArrayLike<number>,
  y: ArrayLike<number>,
  kind: number,
  more?: ArrayLike<number>,
): Float64Array {
  return Float64Array.from(dy, (value, i) => (value + (more?.[i] ?? 0)) * SLOPES[kind]!(y[i]!));
}
