import * as tf from "@tensorflow/tfjs";

type Padding = "same" | "valid" | number;
type Attrs = {
  filterSize: number | number[];
  strides: number | number[];
  pad: Padding;
  dimRoundingMode?: "floor" | "round" | "ceil";
};
/** Where a window stands on one axis. */
type Axis = { size: number; window: number; stride: number; before: number; out: number };

/**
 * Gradients of average pooling. Backends other than ours share dy out over padded places too, so they
 * are given more of it where a window has some: each window's places ÷ those that there are.
 */
export function registerAveragePoolingGradients(): void {
  replaceGradient("AvgPool", 4, axesOf2d);
  replaceGradient("AvgPool3D", 5, axesOf3d);
}

function replaceGradient(
  kernelName: string,
  rank: number,
  axesOf: (shape: number[], attrs: Attrs) => Axis[],
): void {
  tf.unregisterGradient(kernelName);
  tf.registerGradient({
    kernelName,
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attrs) => ({
      x: () => {
        const [input] = saved as [tf.Tensor];
        const axes = axesOf(input.shape, attrs as unknown as Attrs);
        const isPadded = axes.some(({ size, window, stride, before, out }) =>
          before > 0 || (out - 1) * stride + window > size
        );
        const share = isPadded && tf.getBackend() !== "wasm"
          ? tf.mul(dy as tf.Tensor, sharesOf(axes, rank))
          : dy as tf.Tensor;
        return tf.engine().runKernel(`${kernelName}Grad`, { dy: share, input }, attrs) as tf.Tensor;
      },
    }),
  });
}

/** A window's places ÷ those within the input, of every window: shape (1, out…, 1). */
function sharesOf(axes: Axis[], rank: number): tf.Tensor {
  return axes.map(({ size, window, stride, before, out }, i) => {
    const shares = Array.from({ length: out }, (_, at) => {
      const from = at * stride - before;
      return window / (Math.min(from + window, size) - Math.max(from, 0));
    });
    const shape: number[] = Array(rank).fill(1);
    shape[i + 1] = out;
    return tf.tensor(shares, shape);
  }).reduce((product, shares) => tf.mul(product, shares));
}

function axesOf2d(shape: number[], { filterSize, strides, pad, dimRoundingMode }: Attrs): Axis[] {
  const info = tf.backend_util.computePool2DInfo(
    ...[shape as [number, number, number, number], filterSize as number] as const,
    ...[strides as number, 1, pad, dimRoundingMode] as const,
  );
  const { padInfo: { top, left } } = info;
  return [
    axis(info.inHeight, info.filterHeight, info.strideHeight, top, info.outHeight),
    axis(info.inWidth, info.filterWidth, info.strideWidth, left, info.outWidth),
  ];
}

function axesOf3d(shape: number[], { filterSize, strides, pad, dimRoundingMode }: Attrs): Axis[] {
  const info = tf.backend_util.computePool3DInfo(
    ...[shape as [number, number, number, number, number], filterSize as number] as const,
    ...[strides as number, 1, pad, dimRoundingMode] as const,
  );
  const { padInfo: { front, top, left } } = info;
  return [
    axis(info.inDepth, info.filterDepth, info.strideDepth, front, info.outDepth),
    axis(info.inHeight, info.filterHeight, info.strideHeight, top, info.outHeight),
    axis(info.inWidth, info.filterWidth, info.strideWidth, left, info.outWidth),
  ];
}

function axis(size: number, window: number, stride: number, before: number, out: number): Axis {
  return { size, window, stride, before, out };
}
