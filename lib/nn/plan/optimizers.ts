import type { Heap } from "../../kernels/mod.ts";
import type { Parameter } from "./op.ts";

/** What changes a plan's weights, in place: no kernel of a plan keeps packed copies. */
export type PlanOptimizer = { step(): void; dispose(): void };

/** Which optimisers plans have, by Keras's names. */
export const PLAN_OPTIMIZERS: Record<
  string,
  (parameters: readonly Parameter[], heap: Heap, learningRate: number) => PlanOptimizer
> = { adam, adadelta, sgd };

/**
 * Adam's constants but the learning rate: Keras's and tfjs's defaults. The betas as the kernel has
 * them, since 1 − 0.999 in float32 is 1.3e-5 smaller than in float64, and the step so much longer.
 */
const [BETA1, BETA2, EPSILON] = [Math.fround(0.9), Math.fround(0.999), 1e-7];

function adam(parameters: readonly Parameter[], heap: Heap, learningRate: number): PlanOptimizer {
  const means = createMeans(parameters, heap);
  let steps = 0;
  return {
    step() {
      steps++;
      const rate = learningRate / (1 - BETA1 ** steps); // undoes the start at 0, as does scale
      const scale = 1 / (1 - BETA2 ** steps);
      means.forEach(({ value: w, gradient: g, size, first: m, second: v }) =>
        heap.kernels.adam(w, w, m, v, g, size, rate, BETA1, BETA2, EPSILON, scale)
      );
    },
    dispose: means.dispose,
  };
}

/** Adadelta's constants, as in the class of that name. */
const [RHO, ADADELTA_EPSILON] = [0.95, 1e-7];

function adadelta(
  parameters: readonly Parameter[],
  heap: Heap,
  learningRate: number,
): PlanOptimizer {
  const means = createMeans(parameters, heap);
  return {
    step: () =>
      means.forEach(({ value: w, gradient: g, size, first: v, second: d }) =>
        heap.kernels.adadelta(w, v, d, g, size, learningRate, RHO, ADADELTA_EPSILON)
      ),
    dispose: means.dispose,
  };
}

function sgd(parameters: readonly Parameter[], heap: Heap, learningRate: number): PlanOptimizer {
  return {
    step: () =>
      parameters.forEach(({ value, gradient, size }) =>
        heap.kernels.sgd(value, gradient, size, learningRate)
      ),
    dispose() {},
  };
}

type WithMeans = Parameter & { first: number; second: number };

/** Two means for every weight, 0 at first. */
function createMeans(parameters: readonly Parameter[], heap: Heap) {
  const blocks = parameters.map(({ size }) => {
    const block = heap.allocate(2 * size);
    heap.floats(block.address, 2 * size).fill(0);
    return block;
  });
  const all: WithMeans[] = parameters.map((parameter, i) => {
    const first = blocks[i]!.address;
    return { ...parameter, first, second: first + 4 * parameter.size };
  });
  return {
    forEach: (call: (each: WithMeans) => void) => all.forEach(call),
    dispose: () => blocks.forEach(heap.free),
  };
}
