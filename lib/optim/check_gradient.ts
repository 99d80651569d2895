import { cannot, checkBetween } from "../core/mod.ts";

/** What `checkGradient` takes. */
export type CheckGradientOptions = {
  /** The largest error that is still called agreement. @default 1e-6 */
  tolerance?: number;
};

/** How an analytic gradient compares with differences of the loss. */
export type GradientCheck = {
  /** Whether the worst error is within the tolerance. */
  agrees: boolean;
  /** The coordinate that is furthest off. */
  worst: GradientError;
  /** The gradient by differences, shape `(d)`. */
  numeric: Float64Array;
};

/** One coordinate of a gradient beside its difference. */
export type GradientError = {
  /** Which one, from 0. */
  index: number;
  /** What the gradient says. */
  analytic: number;
  /** What the differences say. */
  numeric: number;
  /** Their distance as a share of the largest coordinate of either. */
  error: number;
};

/** ∛ε: a longer step errs by the cubic term, a shorter one by rounding. */
const STEP = Math.cbrt(Number.EPSILON);

/**
 * Compares a gradient with central differences of the loss,
 * `(f(w + h eᵢ) − f(w − h eᵢ)) / 2h` with `h = ∛ε · max(1, |wᵢ|)`, about 6 · 10⁻⁶.
 *
 * A right gradient of a smooth loss agrees to about 10⁻⁹. A mistake is seldom smaller than 10⁻².
 * Where the loss has a kink within h, both may be right and yet disagree. At nearly level places,
 * what rounding or the length of h can explain is not held against the gradient.
 *
 * @param loss The loss of parameters of shape `(d)`.
 * @param gradient Its gradient, shape `(d)`.
 * @param params Where to compare, shape `(d)`, d >= 1. Costs 3d evaluations.
 * @param options The tolerance.
 * @returns Whether they agree, and the worst coordinate.
 * @throws {RangeError} If the lengths differ, or the loss around the parameters or the gradient there
 * is not finite.
 *
 * @example A gradient with a wrong sign
 * ```ts
 * import { checkGradient } from "descent/optim";
 * import { assertEquals } from "@std/assert";
 *
 * const loss = ([x, y]: Float64Array) => x! ** 2 + x! * y!;
 * const wrong = ([x, y]: Float64Array) => Float64Array.of(2 * x! + y!, -x!);
 * const { agrees, worst } = checkGradient(loss, wrong, Float64Array.of(1, 2));
 * assertEquals([agrees, worst.index], [false, 1]);
 * ```
 */
export function checkGradient(
  loss: (params: Float64Array) => number,
  gradient: (params: Float64Array) => Float64Array,
  params: Float64Array,
  { tolerance = 1e-6 }: CheckGradientOptions = {},
): GradientCheck {
  const action = "check a gradient";
  checkBetween(action, "tolerance", tolerance, 0);
  const analytic = gradient(params.slice());
  if (analytic.length !== params.length || params.length === 0) {
    const needed = "gradient and parameters must have one length, at least 1";
    throw new RangeError(`${cannot(action, needed)}, got ${analytic.length} and ${params.length}`);
  }
  const differences = Array.from(params, (_, i) => difference(loss, params, i));
  const numeric = Float64Array.from(differences, ({ slope }) => slope);
  for (const [name, values] of Object.entries({ gradient: analytic, differences: numeric })) {
    if (values.some((value) => !Number.isFinite(value))) {
      throw new RangeError(cannot(action, `the ${name} must be finite here`, values));
    }
  }
  const noise = Math.max(...differences.map((found) => found.noise / tolerance));
  const scale = Math.max(largest(analytic), largest(numeric), noise);
  const worst = analytic.reduce<GradientError>((worst, value, index) => {
    const error = Math.abs(value - numeric[index]!) / (scale || 1); // 0 / 0 where all is level
    return error > worst.error
      ? { index, analytic: value, numeric: numeric[index]!, error }
      : worst;
  }, { index: 0, analytic: analytic[0]!, numeric: numeric[0]!, error: 0 });
  return { agrees: worst.error <= tolerance, worst, numeric };
}

/** The slope along one coordinate, and how much of it the method alone can be blamed for. */
function difference(
  loss: (params: Float64Array) => number,
  params: Float64Array,
  i: number,
): { slope: number; noise: number } {
  const h = STEP * Math.max(1, Math.abs(params[i]!));
  const [low, high] = [params[i]! - h, params[i]! + h];
  const [below, at, above] = [low, params[i]!, high].map((w) => loss(params.with(i, w)));
  // What was really walked: high − low, which rounding makes other than 2h.
  const slope = (above! - below!) / (high - low);
  const rounding = Number.EPSILON * Math.max(Math.abs(below!), Math.abs(above!)) / h;
  // At a level place all that differences see is how the slope changes over h, by f″ h.
  const levelling = STEP * Math.abs(above! - 2 * at! + below!) / h;
  return { slope, noise: rounding + levelling };
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
