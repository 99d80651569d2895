import * as tf from "@tensorflow/tfjs";
import { cannot } from "../../core/mod.ts";
import type { Conv2DAttrs } from "../ops/conv2d_info.ts";
import { sumTo } from "./broadcasting.ts";
import { byFilter, byInput } from "./convolutions.ts";

/** The attributes of each fused convolution by its result, which goes into the gradient. */
const attributes = new WeakMap<object, Conv2DAttrs>();
const remembering = new Set<string>();

/**
 * The gradient of `tf.fused.conv2d`, which `tf.layers.conv2d` takes where its activation is none, or
 * one that tfjs does not fuse. tfjs's own refuses dilation and forgets the rounding of the size.
 *
 * It is no kernel's gradient but one that tfjs makes at each call; such a one stands on the tape under
 * the operation's own name, and a gradient registered for that name goes first. What the convolution
 * was asked for does not come along, so the kernels of all backends keep that in mind.
 */
export function registerFusedConvolutionGradient(): void {
  tf.registerGradient({
    kernelName: "fusedConv2d__op",
    gradFunc: (dys, saved) => {
      const [filter, x, y, bias] = saved as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D, tf.Tensor?];
      const call = { x, filter, attrs: attributesOf(y) };
      const dy = tf.reshape(dys as tf.Tensor, y.shape) as tf.Tensor4D;
      return {
        0: () => byInput(call, dy),
        1: () => byFilter(call, dy),
        ...bias && { 2: () => sumTo(dy, bias.shape) },
      };
    },
  });
}

/** Lets a backend's fused convolution remember what it was asked for. */
export function rememberFusedConvolutions(backendName: string): void {
  const kernel = tf.getKernel("FusedConv2D", backendName);
  if (!kernel || remembering.has(backendName)) return;
  remembering.add(backendName);
  tf.unregisterKernel("FusedConv2D", backendName);
  tf.registerKernel({
    ...kernel,
    kernelFunc: (params) => {
      const y = kernel.kernelFunc(params) as tf.TensorInfo;
      attributes.set(y.dataId, params.attrs as unknown as Conv2DAttrs);
      return y;
    },
  });
}

function attributesOf({ dataId }: tf.Tensor): Conv2DAttrs {
  const found = attributes.get(dataId);
  if (found) return found;
  const needed = "the backend must have been chosen by useBackend()";
  throw new TypeError(cannot("take the gradient of a fused convolution", needed, tf.getBackend()));
}
