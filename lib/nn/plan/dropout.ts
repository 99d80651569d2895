import { dropoutBound } from "../../kernels/mod.ts";
import { SeededDropout } from "../seeded_dropout.ts";
import { allocateOutput, type PlanOp, type Site, sizeOf } from "./op.ts";

/** Drops some values at each step. Nothing is remembered but the step's key: it draws them anew. */
export function dropoutOp(site: Site): PlanOp {
  const { heap, input, shape } = site;
  const layer = site.layer as SeededDropout;
  const output = allocateOutput(site);
  const n = sizeOf(shape);
  const least = dropoutBound(layer.rate);
  const scale = 1 / (1 - layer.rate);
  let key = 0;
  return {
    parameters: [],
    output,
    forward(count) {
      key = layer.nextKey();
      heap.kernels.dropout(input.value, output.value, count * n, key, least, scale);
    },
    backward(count) {
      if (!input.gradient) return;
      heap.kernels.dropout(output.gradient, input.gradient, count * n, key, least, scale);
    },
  };
}

/** Whether a plan can drop what this layer drops: another kind of dropout draws its own numbers. */
export function isSeeded(layer: object): boolean {
  return layer instanceof SeededDropout;
}
