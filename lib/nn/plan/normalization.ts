import type * as tf from "@tensorflow/tfjs";
import {
  allocateOutput,
  type Parameter,
  parametersOf,
  type PlanOp,
  type Site,
  sizeOf,
  zeros,
} from "./op.ts";
import { backwardThroughActivation } from "./activation.ts";

/**
 * Batch normalisation of the last axis: `y = (x − mean) / √(variance + ε) · γ + β`. In training mean
 * and variance are those of the batch, and what the layer remembers of them moves towards them, also
 * where the layer is frozen: as tfjs has it. Otherwise they are what it remembers.
 */
export function normalizationOp(site: Site): PlanOp {
  const { heap, input, layer, outputShape, kind, training, allocate } = site;
  const { kernels } = heap;
  const { epsilon, momentum } = layer.getConfig() as { epsilon: number; momentum: number };
  const columns = outputShape.at(-1)!;
  const rowsOf = (count: number) => count * sizeOf(outputShape) / columns;
  const output = allocateOutput(site);
  const parameters = parametersOf(site);
  const { gamma, beta, movingMean, movingVariance } = namesOf(layer, parameters);
  const [inverse, factor] = [allocate(columns), allocate(columns)];
  const [mean, variance] = training
    ? [allocate(columns), allocate(columns)]
    : [movingMean.value, movingVariance.value];
  const shift = beta?.value ?? zeros(site, columns);
  const dShift = beta?.gradient ?? (training ? allocate(columns) : 0);
  const dFactor = gamma?.gradient ?? (training ? allocate(columns) : 0);
  const at = (address: number) => heap.floats(address, columns);

  function scale(): void {
    const [spread, by] = [at(inverse), at(factor)];
    const squares = at(variance);
    for (let j = 0; j < columns; j++) spread[j] = 1 / Math.sqrt(squares[j]! + epsilon);
    if (!gamma) return by.set(spread);
    const times = at(gamma.value);
    for (let j = 0; j < columns; j++) by[j] = spread[j]! * times[j]!;
  }

  return {
    parameters,
    output,
    forward(count) {
      const rows = rowsOf(count);
      if (training) {
        kernels.columnMoments(input.value, mean, variance, rows, columns);
        move(at(movingMean.value), at(mean), momentum);
        move(at(movingVariance.value), at(variance), momentum);
      }
      scale();
      const { value: y } = output;
      kernels.normalize(input.value, mean, factor, shift, y, rows, columns, kind === 1 ? 1 : 0);
      if (kind > 1) kernels.activate(y, 0, y, rows * columns, kind);
    },
    backward(count) {
      const rows = rowsOf(count);
      const { value: x, gradient: dx } = input;
      const { gradient: dy } = output;
      backwardThroughActivation(heap, output, undefined, kind, rows, columns);
      kernels.normalizeSums(dy, x, mean, inverse, dShift, dFactor, rows, columns);
      if (!dx) return;
      const own = [mean, inverse, factor, dShift, dFactor] as const;
      kernels.normalizeGrad(dy, x, ...own, dx, rows, columns);
    },
  };
}

/** Whether it normalises the last axis. */
export function isOfLastAxis({ axis }: tf.serialization.ConfigDict, rank: number): boolean {
  return axis === -1 || axis === rank - 1;
}

/** A layer may go without γ, β or both. */
function namesOf(layer: tf.layers.Layer, parameters: Parameter[]) {
  const { scale, center } = layer.getConfig();
  const [movingMean, movingVariance] = parameters.slice(-2) as [Parameter, Parameter];
  return {
    gamma: scale ? parameters[0] : undefined,
    beta: center ? parameters[scale ? 1 : 0] : undefined,
    movingMean,
    movingVariance,
  };
}

/** Moves what is remembered towards what is seen, rounded step by step as tfjs does. */
function move(remembered: Float32Array, seen: Float32Array, momentum: number): void {
  const share = Math.fround(1 - momentum);
  for (let j = 0; j < seen.length; j++) {
    const apart = Math.fround(remembered[j]! - seen[j]!);
    remembered[j] = remembered[j]! - Math.fround(apart * share);
  }
}
