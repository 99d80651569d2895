import { type Conv2DInfo, type PatchKernels, patchKernels } from "../../kernels/mod.ts";
import type { Arranged } from "./arrange.ts";
import { convolutionInfo } from "./convolution.ts";
import {
  allocateOutput,
  parametersOf,
  type PlanOp,
  type Site,
  sizeOf,
  type Start,
  type Tools,
} from "./op.ts";
import { createPatchList, type PatchList } from "./patch_list.ts";

/** Share of patches that are not blank up to which the list pays (measured: 0.75 is even). */
const WORTH = 0.6;
/** Units up to which the kernels for a narrow dense layer win. */
const NARROW = 16;

/**
 * `Conv2D → Flatten → Dense(softmax)` over images that are mostly blank, as one op: the convolution
 * is computed only where there is ink. Where there is none it gives the same for every image,
 * `activation(bias)`, which enters once for the whole batch. The result is the same.
 *
 * @param steps All steps of the model.
 * @param start What goes into the first one.
 * @param tools What ops work with.
 * @param sample Some typical images.
 * @returns The op, or null where another model or too much ink stands.
 */
export function patchClassifier(
  steps: readonly Arranged[],
  start: Start,
  tools: Tools,
  sample: Float32Array,
): PlanOp[] | null {
  const kinds = steps.map(({ layer }) => layer.getClassName()).join(" ");
  const [convolution, dense] = steps as [Arranged, Arranged];
  if (kinds !== "Conv2D Dense" || convolution.kind > 1 || dense.kind > 0) return null;
  if (dense.shapes[0]!.length > 1 || dense.outputShape[0]! > NARROW) return null;
  const site = { ...tools, ...start, asked: tools.training };
  const sources = [start];
  const first = { ...site, ...convolution, sources, pooled: undefined };
  const last = { ...site, ...dense, sources, pooled: undefined };
  const info = convolutionInfo(first);
  if (info.padInfo.type !== "VALID" || info.outChannels % 8 !== 0) return null;
  const kernels = patchKernels(tools.heap, info, convolution.kind === 1);
  const list = createPatchList(start.input.value, kernels, tools);
  const count = sample.length / sizeOf(start.shape);
  if (count === 0) return null; // nobody knows how much ink there is
  tools.heap.floats(start.input.value, sample.length).set(sample);
  if (list.find(count) > WORTH * count * kernels.positions) return null;
  return [patchClassifierOp(first, last, info, kernels, list)];
}

function patchClassifierOp(
  first: Site,
  last: Site,
  { outChannels }: Conv2DInfo,
  kernels: PatchKernels,
  list: PatchList,
): PlanOp {
  const { heap, batchSize, allocate, input: { value: x } } = first;
  const units = last.outputShape[0]!;
  const convolution = parametersOf(first);
  const dense = parametersOf(last);
  const [w, bias] = convolution;
  const [denseWeights, denseBias] = dense;
  const output = allocateOutput(last);
  const a = allocate(batchSize * kernels.positions * outChannels);
  const blank = allocate(outChannels);
  const rows = { ...list, x, a, blank };
  const gradients = {
    ...{ dy: output.gradient, dySum: denseBias?.gradient ?? allocate(units) },
    ...{ dw: denseWeights!.gradient, db: bias?.gradient ?? allocate(outChannels) },
  };
  let listed = 0;

  return {
    parameters: [...convolution, ...dense],
    output,
    forward(images) {
      listed = list.find(images);
      kernels.convolve({ ...rows, w: w!.value, bias: bias?.value ?? 0 }, listed);
      kernels.dense({ ...rows, w: denseWeights!.value, y: output.value }, {
        images,
        units,
        listed,
      });
      if (!denseBias) return;
      heap.kernels.addBias(output.value, denseBias.value, output.value, images, units, 0);
    },
    backward(images) {
      const at = { ...rows, ...gradients, w: denseWeights!.value };
      kernels.denseGrad(at, { images, units, listed });
      kernels.filterGrad({ ...rows, dw: w!.gradient }, listed);
    },
  };
}
