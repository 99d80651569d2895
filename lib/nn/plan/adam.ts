import type { Heap } from "../../kernels/mod.ts";
import type { Parameter } from "./op.ts";

/**
 * Adam's constants but the learning rate: Keras's and tfjs's defaults. The betas as the kernel has
 * them, since 1 − 0.999 in float32 is 1.3e-5 smaller than in float64, and the step so much longer.
 */
const [BETA1, BETA2, EPSILON] = [Math.fround(0.9), Math.fround(0.999), 1e-7];

/** Adam on a plan's weights, which change in place: no kernel of a plan keeps packed copies. */
export function createPlanAdam(
  parameters: readonly Parameter[],
  heap: Heap,
  learningRate: number,
): { step(): void; dispose(): void } {
  const moments = parameters.map(({ size }) => {
    const [m, v] = [heap.allocate(size), heap.allocate(size)];
    heap.floats(m.address, size).fill(0);
    heap.floats(v.address, size).fill(0);
    return { m, v };
  });
  let steps = 0;
  return {
    step() {
      steps++;
      const rate = learningRate / (1 - BETA1 ** steps); // undoes the start at 0, as does scale
      const scale = 1 / (1 - BETA2 ** steps);
      parameters.forEach(({ value: w, gradient: g, size }, index) => {
        const { m: { address: m }, v: { address: v } } = moments[index]!;
        heap.kernels.adam(w, w, m, v, g, size, rate, BETA1, BETA2, EPSILON, scale);
      });
    },
    dispose: () => moments.forEach(({ m, v }) => [m, v].forEach(heap.free)),
  };
}
