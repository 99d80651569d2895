import * as tf from "@tensorflow/tfjs";

type Triple = [number, number, number];

/** Attributes that tfjs hands to a pooling over volumes and to its gradient. */
export type Pool3dAttrs = {
  filterSize: Triple | number;
  strides: Triple | number;
  pad: "valid" | "same" | number;
  dimRoundingMode?: "floor" | "round" | "ceil";
  dataFormat?: "NDHWC" | "NCDHW";
};

/** Null if channels are the last axis, else what is needed. */
export function needsVolumes({ dataFormat }: Pool3dAttrs): string | null {
  if (!dataFormat || dataFormat === "NDHWC") return null;
  return `dataFormat "NDHWC", got ${JSON.stringify(dataFormat)}`;
}

/**
 * The kernels' sizes, by tfjs; for a gradient the output's by dy, as tfjs forgets to tell how it was
 * rounded.
 */
export function poolInfo(shape: number[], attrs: Pool3dAttrs, dyShape?: number[]) {
  const info = tf.backend_util.computePool3DInfo(
    shape as [number, number, number, number, number],
    attrs.filterSize,
    attrs.strides,
    1,
    attrs.pad,
    attrs.dimRoundingMode,
  );
  const [, outD, outH, outW] = dyShape ?? info.outShape;
  const sizes = [
    ...[info.batchSize, info.inDepth, info.inHeight, info.inWidth, info.inChannels] as const,
    ...[outD!, outH!, outW!] as const,
    ...[info.filterDepth, info.filterHeight, info.filterWidth] as const,
    ...[info.strideDepth, info.strideHeight, info.strideWidth] as const,
    ...[info.padInfo.front, info.padInfo.top, info.padInfo.left] as const,
  ] as const;
  return { outShape: info.outShape, sizes };
}
