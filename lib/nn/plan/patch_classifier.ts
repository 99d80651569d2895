import { type Conv2DInfo, cut } from "../../kernels/mod.ts";
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
  turn,
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
  const { layer, outputShape, kind } = convolution;
  const sources = [start];
  const first = { ...site, layer, outputShape, kind, sources };
  const last = { ...first, layer: dense.layer, outputShape: dense.outputShape, kind: 0 };
  const info = convolutionInfo(first);
  if (info.padInfo.type !== "VALID" || info.outChannels % 8 !== 0) return null;
  const list = createPatchList(start.input.value, info, tools);
  const count = sample.length / sizeOf(start.shape);
  if (count === 0) return null; // nobody knows how much ink there is
  tools.heap.floats(start.input.value, sample.length).set(sample);
  if (list.find(count) > WORTH * count * list.positions) return null;
  return [patchClassifierOp(first, last, info, list)];
}

function patchClassifierOp(first: Site, last: Site, info: Conv2DInfo, list: PatchList): PlanOp {
  const { heap, batchSize, allocate, input } = first;
  const { kernels, pool } = heap;
  const { inWidth, inChannels, filterHeight, filterWidth, outChannels } = info;
  const relu = first.kind === 1;
  const taps = filterHeight * filterWidth * inChannels;
  const units = last.outputShape[0]!;
  const convolution = parametersOf(first);
  const dense = parametersOf(last);
  const [w, bias] = convolution;
  const [t, denseBias] = dense;
  turn(t!, heap, [list.positions * outChannels, units]);
  const output = allocateOutput(last);
  const a = allocate(batchSize * list.positions * outChannels);
  const blank = allocate(outChannels);
  const dySum = denseBias?.gradient ?? allocate(units);
  const biasGradient = bias?.gradient ?? allocate(outChannels);
  let listed = 0;

  function fillBlank(): void {
    const values = heap.floats(blank, outChannels);
    if (bias) values.set(heap.floats(bias.value, outChannels));
    else values.fill(0);
    if (relu) values.forEach((value, i) => values[i] = value < 0 ? 0 : value);
  }

  /** Products with the dense weights: of the patches listed, and of a blank one at each position. */
  function productsOf(listed: number): number {
    return (listed + list.positions) * outChannels * units;
  }

  function convolve(listed: number): void {
    const patches = cut(pool.threads, listed, listed * outChannels * taps, 6);
    const offsets = heap.scratch(...patches.map(() => taps));
    pool.run(patches, (kernels, { from, to }, part) => {
      kernels.convPatches(
        input.value,
        list.patches + 4 * from,
        w!.value,
        bias?.value ?? 0,
        a + 4 * from * outChannels,
        to - from,
        inWidth,
        inChannels,
        filterHeight,
        filterWidth,
        outChannels,
        relu ? 1 : 0,
        offsets[part]!,
      );
    });
  }

  return {
    parameters: [...convolution, ...dense],
    output,
    forward(count) {
      listed = list.find(count);
      fillBlank();
      convolve(listed);
      const ranges = cut(pool.threads, units, productsOf(listed), 5);
      const sums = heap.scratch(...ranges.map(() => 4 * (count + 2) * units));
      pool.run(ranges, (kernels, { from, to }, part) => {
        kernels.densePatches(
          a,
          list.samples,
          list.starts,
          blank,
          t!.value,
          output.value,
          count,
          list.positions,
          outChannels,
          units,
          from,
          to,
          sums[part]!,
        );
      });
      if (denseBias) {
        kernels.addBias(output.value, denseBias.value, output.value, count, units, 0);
      }
    },
    backward(count) {
      kernels.columnSums(output.gradient, dySum, count, units);
      const channels = cut(pool.threads, outChannels, 2 * productsOf(listed), 16);
      const scratch = heap.scratch(...channels.map(() => units + outChannels));
      pool.run(channels, (kernels, { from, to }, part) => {
        kernels.densePatchesGrad(
          a,
          list.samples,
          list.starts,
          blank,
          t!.value,
          output.gradient,
          dySum,
          t!.gradient,
          biasGradient,
          list.positions,
          outChannels,
          units,
          relu ? 1 : 0,
          from,
          to,
          scratch[part]!,
        );
      });
      pool.run(cut(pool.threads, taps, listed * outChannels * taps), (kernels, { from, to }) => {
        kernels.convPatchesBackpropFilter(
          input.value,
          list.patches,
          a,
          w!.gradient,
          listed,
          inWidth,
          inChannels,
          filterHeight,
          filterWidth,
          outChannels,
          from,
          to,
        );
      });
    },
  };
}
