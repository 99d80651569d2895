import type { Heap } from "../../kernels/mod.ts";
import type { OptimizerState } from "../optimizer_state.ts";
import { type Parameter, valuesOf } from "./op.ts";

/** What changes a plan's weights, in place: no kernel of a plan keeps packed copies. */
export type PlanOptimizer = {
  step(): void;
  /** What it has learnt, in the model's order. */
  state(): Omit<OptimizerState, "name">;
  dispose(): void;
};

/** What it changes, how far at each step, and what it goes on from. */
type Settings = { learningRate: number; from?: OptimizerState | undefined };

/** Which optimisers plans have, by Keras's names. */
export const PLAN_OPTIMIZERS: Record<
  string,
  (parameters: readonly Parameter[], heap: Heap, settings: Settings) => PlanOptimizer
> = { adam, adadelta, sgd };

/**
 * Adam's constants but the learning rate: Keras's and tfjs's defaults. The betas as the kernel has
 * them, since 1 − 0.999 in float32 is 1.3e-5 smaller than in float64, and the step so much longer.
 */
const [BETA1, BETA2, EPSILON] = [Math.fround(0.9), Math.fround(0.999), 1e-7];

function adam(
  parameters: readonly Parameter[],
  heap: Heap,
  { learningRate, from }: Settings,
): PlanOptimizer {
  const means = createMeans(parameters, heap, from);
  let steps = from?.steps ?? 0;
  return {
    step() {
      steps++;
      const rate = learningRate / (1 - BETA1 ** steps); // undoes the start at 0, as does scale
      const scale = 1 / (1 - BETA2 ** steps);
      means.forEach(({ value: w, gradient: g, size, first: m, second: v }) =>
        heap.kernels.adam(w, w, m, v, g, size, rate, BETA1, BETA2, EPSILON, scale)
      );
    },
    state: () => ({ steps, means: means.values() }),
    dispose: means.dispose,
  };
}

/** Adadelta's constants, as in the class of that name. */
const [RHO, ADADELTA_EPSILON] = [0.95, 1e-7];

function adadelta(
  parameters: readonly Parameter[],
  heap: Heap,
  { learningRate, from }: Settings,
): PlanOptimizer {
  const means = createMeans(parameters, heap, from);
  let steps = from?.steps ?? 0;
  return {
    step() {
      steps++;
      means.forEach(({ value: w, gradient: g, size, first: v, second: d }) =>
        heap.kernels.adadelta(w, v, d, g, size, learningRate, RHO, ADADELTA_EPSILON)
      );
    },
    state: () => ({ steps, means: means.values() }),
    dispose: means.dispose,
  };
}

function sgd(
  parameters: readonly Parameter[],
  heap: Heap,
  { learningRate, from }: Settings,
): PlanOptimizer {
  let steps = from?.steps ?? 0;
  return {
    step() {
      steps++;
      parameters.forEach(({ value, gradient, size }) =>
        heap.kernels.sgd(value, gradient, size, learningRate)
      );
    },
    state: () => ({ steps, means: [] }),
    dispose() {},
  };
}

type WithMeans = Parameter & { first: number; second: number };

/** Two means for every weight, 0 at first or as they were. */
function createMeans(parameters: readonly Parameter[], heap: Heap, from?: OptimizerState) {
  const blocks = parameters.map(({ size }) => heap.allocate(2 * size));
  const all: WithMeans[] = parameters.map((parameter, i) => {
    const { address: first } = blocks[i]!;
    return { ...parameter, first, second: first + 4 * parameter.size };
  });
  all.forEach((each, i) => {
    [each.first, each.second].forEach((address, kind) => {
      const values = from?.means[kind]?.[i];
      const room = heap.floats(address, each.size);
      if (values) room.set(values);
      else room.fill(0);
    });
  });
  const valuesAt = (name: "first" | "second") =>
    all.map((each) => valuesOf({ ...each, value: each[name] }, heap));
  return {
    forEach: (call: (each: WithMeans) => void) => all.forEach(call),
    values: () => [valuesAt("first"), valuesAt("second")],
    dispose: () => blocks.forEach(heap.free),
  };
}
