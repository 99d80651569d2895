import * as tf from "@tensorflow/tfjs";

/**
 * Gradients of operations that move an image's values about, which tfjs lacks on every backend; and of
 * nearest neighbours, which its JavaScript backend mixes up where there are several images.
 */
export function registerImageGradients(): void {
  tf.registerGradient({
    kernelName: "FlipLeftRight",
    gradFunc: (dy) => ({ image: () => tf.image.flipLeftRight(dy as tf.Tensor4D) }),
  });
  tf.unregisterGradient("ResizeNearestNeighbor");
  tf.registerGradient({
    kernelName: "ResizeNearestNeighbor",
    inputsToSave: ["images"],
    gradFunc: (dy, [images], attrs) => {
      const gradient = (dy: tf.Tensor, images: tf.Tensor) =>
        tf.engine().runKernel("ResizeNearestNeighborGrad", { dy, images }, attrs) as tf.Tensor;
      return {
        images: () => {
          if (tf.getBackend() !== "cpu") return gradient(dy as tf.Tensor, images!);
          const [each, all] = [dy as tf.Tensor, images!].map((x) => tf.split(x, x.shape[0]!));
          return tf.concat(each!.map((one, i) => gradient(one, all![i]!)));
        },
      };
    },
  });
  tf.registerGradient({
    kernelName: "DepthToSpace",
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attrs) => ({
      x: () => spaceToDepth(dy as tf.Tensor, x!.shape, attrs.blockSize as number, attrs.dataFormat),
    }),
  });
}

/** Each block of an image (b, h · s, w · s, c) as one place's channels: (b, h, w, s · s · c). */
function spaceToDepth(y: tf.Tensor, shape: number[], s: number, dataFormat: unknown): tf.Tensor {
  const isFirst = dataFormat === "NCHW";
  const [b, h, w, c] = isFirst ? [0, 2, 3, 1].map((axis) => shape[axis]!) : shape;
  const last = isFirst ? tf.transpose(y, [0, 2, 3, 1]) : y;
  const rows = tf.reshape(last, [b! * h!, s, w!, s * c! / s ** 2]);
  const blocks = tf.reshape(tf.transpose(rows, [0, 2, 1, 3]), [b!, h!, w!, c!]);
  return isFirst ? tf.transpose(blocks, [0, 3, 1, 2]) : blocks;
}
