import { registerArithmeticGradients } from "./arithmetic.ts";
import { registerAveragePoolingGradients } from "./average_pooling.ts";
import { registerBroadcastGradients } from "./broadcasting.ts";
import { registerComparisonGradients } from "./comparisons.ts";
import { registerConv3dTransposeGradient } from "./conv3d_transpose.ts";
import { registerConvolutionGradients } from "./convolutions.ts";
import { registerCumprodGradient } from "./cumprod.ts";
import { registerEinsumGradient } from "./einsum.ts";
import {
  registerFusedConvolutionGradient,
  rememberFusedConvolutions,
} from "./fused_convolution.ts";
import { registerImageGradients } from "./images.ts";
import { registerMirrorPadGradient } from "./mirror_pad.ts";
import { registerPickingGradients } from "./picking.ts";
import { registerScatteringGradients } from "./scattering.ts";

let registered = false;

/**
 * Gives tfjs the gradients that it lacks, or has wrong, on every backend: of dilated and of
 * transposed 3-D convolutions, of `einsum`, of slices with steps, of gathering and scattering by
 * indices, of running products, of the largest k, of comparisons, of average pooling with padding, and
 * of inputs that were spread over another's shape. They are made of tfjs's own operations, and so
 * serve each backend.
 *
 * `useBackend` of `descent/backend` calls it. Calling it again changes nothing, save that it finds
 * kernels of a backend that was loaded meanwhile.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { registerGradients } from "descent/kernels";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("cpu");
 * registerGradients(); // useBackend() has done it; after tf.setBackend() alone it is needed
 * const slope = tf.grad((x) => tf.stridedSlice(x, [0], [4], [2]))(tf.tensor1d([5, 6, 7, 8]));
 * assertEquals([...slope.dataSync()], [1, 0, 1, 0]);
 * ```
 */
export function registerGradients(): void {
  // Whatever backend computes first: a gradient is registered for all of them.
  for (const backend of ["cpu", "wasm", "webgl", "webgpu"]) rememberFusedConvolutions(backend);
  if (registered) return;
  registered = true;
  registerArithmeticGradients();
  registerAveragePoolingGradients();
  registerBroadcastGradients();
  registerComparisonGradients();
  registerConv3dTransposeGradient();
  registerConvolutionGradients();
  registerCumprodGradient();
  registerEinsumGradient();
  registerFusedConvolutionGradient();
  registerImageGradients();
  registerMirrorPadGradient();
  registerPickingGradients();
  registerScatteringGradients();
}
