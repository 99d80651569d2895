import {
  cosine,
  cosineRestarts,
  exponentialDecay,
  inverseTime,
  oneCycle,
  piecewise,
  polynomialDecay,
  type Schedule,
  stepDecay,
  withWarmUp,
} from "descent/optim";
import type { Options } from "./golden_optimizers.ts";

/** Our schedule for another tool's. */
export function goldenSchedule(name: string, given: Options): Schedule {
  const make = MAKERS[name];
  if (!make) throw new RangeError(`no counterpart of ${name}`);
  const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const number = (name: string, usual?: number) => Number(options[name] ?? usual);
  return make(number, options);
}

type Make = (number: (name: string, usual?: number) => number, options: Options) => Schedule;

const MAKERS: Record<string, Make> = {
  ExponentialDecay: (number, { staircase }) =>
    exponentialDecay({
      initial: number("initial_learning_rate"),
      factor: number("decay_rate"),
      over: number("decay_steps"),
      staircase: staircase === true,
    }),
  InverseTimeDecay: (number, { staircase }) =>
    inverseTime({
      initial: number("initial_learning_rate"),
      rate: number("decay_rate"),
      over: number("decay_steps"),
      staircase: staircase === true,
    }),
  PolynomialDecay: (number, { cycle }) =>
    polynomialDecay({
      initial: number("initial_learning_rate"),
      final: number("end_learning_rate", 1e-4),
      steps: number("decay_steps"),
      power: number("power", 1),
      cycle: cycle === true,
    }),
  CosineDecay(number, { warmup_target }) {
    const initial = number("initial_learning_rate");
    const peak = warmup_target === undefined ? initial : number("warmup_target");
    const final = peak * number("alpha", 0);
    const falling = cosine({ initial: peak, final, steps: number("decay_steps") });
    if (warmup_target === undefined) return falling;
    return withWarmUp(falling, { steps: number("warmup_steps"), from: initial });
  },
  CosineDecayRestarts: (number) =>
    cosineRestarts({
      initial: number("initial_learning_rate"),
      floor: number("alpha", 0),
      steps: number("first_decay_steps"),
      lengthen: number("t_mul", 2),
      shrink: number("m_mul", 1),
    }),
  // Keras counts the step at a boundary to the piece before it.
  PiecewiseConstantDecay: (_, { boundaries, values }) =>
    piecewise({
      rates: values as number[],
      boundaries: (boundaries as number[]).map((boundary) => boundary + 1),
    }),
  StepLR: (number) =>
    stepDecay({
      initial: number("initial_lr"),
      factor: number("gamma", 0.1),
      every: number("step_size"),
    }),
  MultiStepLR(number, { milestones }) {
    const boundaries = milestones as number[];
    const rates = [0, ...boundaries].map((_, i) =>
      number("initial_lr") * number("gamma", 0.1) ** i
    );
    return piecewise({ rates, boundaries });
  },
  ExponentialLR: (number) =>
    exponentialDecay({ initial: number("initial_lr"), factor: number("gamma") }),
  CosineAnnealingLR: (number) =>
    cosine({
      initial: number("initial_lr"),
      final: number("eta_min", 0),
      steps: number("T_max"),
      afterwards: "wave",
    }),
  LinearLR: (number) =>
    polynomialDecay({
      initial: number("initial_lr") * number("start_factor", 1 / 3),
      final: number("initial_lr") * number("end_factor", 1),
      steps: number("total_iters", 5),
    }),
  OneCycleLR: (number) =>
    oneCycle({
      peak: number("max_lr"),
      steps: number("total_steps"),
      rise: number("pct_start", 0.3),
      startDivisor: number("div_factor", 25),
      endDivisor: number("final_div_factor", 1e4),
    }),
};
