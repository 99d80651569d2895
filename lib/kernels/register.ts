import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { cannot } from "../core/mod.ts";
import { bridgeTo } from "./bridge.ts";
import { registerGradients } from "./gradients/register.ts";
import { add } from "./ops/add.ts";
import { arithmetic, square } from "./ops/arithmetic.ts";
import { avgPool3dGrad, avgPoolGrad } from "./ops/avg_pool_grad.ts";
import { clip } from "./ops/clip.ts";
import { clipGrad, registerClipGradient } from "./ops/clip_grad.ts";
import { refuseComplex } from "./ops/complex.ts";
import { conv2d, fusedConv2d } from "./ops/conv2d.ts";
import { conv2dBackpropFilter } from "./ops/conv2d_backprop_filter.ts";
import { conv2dBackpropInput } from "./ops/conv2d_backprop_input.ts";
import { conv3dBackpropFilter, conv3dBackpropInput } from "./ops/conv3d_backprop.ts";
import {
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  depthwiseConv2d,
} from "./ops/depthwise_conv2d.ts";
import { einsum } from "./ops/einsum.ts";
import { gather } from "./ops/gather.ts";
import { identity } from "./ops/identity.ts";
import { batchMatMul, fusedMatMul } from "./ops/mat_mul.ts";
import { maxPool3d, maxPool3dGrad } from "./ops/max_pool3d.ts";
import { maxPoolGrad } from "./ops/max_pool_grad.ts";
import { relu } from "./ops/relu.ts";
import { registerReluGradient, reluGrad } from "./ops/relu_grad.ts";
import { slice } from "./ops/slice.ts";
import { registerSoftmaxGradient, softmaxGrad } from "./ops/softmax_grad.ts";
import { sqrt } from "./ops/sqrt.ts";
import { sum } from "./ops/sum.ts";
import { unsortedSegmentSum } from "./ops/unsorted_segment_sum.ts";
import { heapOf, type KernelOverride, onValues, override } from "./override.ts";

/** What `registerKernels` put in place. */
export type KernelsInfo = {
  /** True where the build with fused multiply-add runs; false for plain SIMD. */
  relaxedSimd: boolean;
  /** How many threads share large kernel calls; 1 where the memory cannot be shared. */
  threads: number;
  /** tfjs's names of the kernels that are ours now. */
  kernels: string[];
};

const OVERRIDES = [
  add,
  arithmetic("Multiply"),
  arithmetic("RealDiv"),
  arithmetic("Sub"),
  avgPool3dGrad,
  avgPoolGrad,
  batchMatMul,
  clip,
  clipGrad,
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  conv3dBackpropFilter,
  conv3dBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  depthwiseConv2d,
  einsum,
  fusedConv2d,
  fusedMatMul,
  gather,
  identity,
  maxPool3d,
  maxPool3dGrad,
  maxPoolGrad,
  relu,
  reluGrad,
  slice,
  softmaxGrad,
  sqrt,
  square,
  sum,
  unsortedSegmentSum,
] as KernelOverride<unknown, unknown>[];

/**
 * What stays with tfjs's JavaScript backend, as no layer trains on it: strings, ragged tensors, and a
 * pooling whose WASM kernel takes no maximum below 0.
 */
const BRIDGED = [
  "MaxPoolWithArgmax",
  "RaggedGather",
  "RaggedRange",
  "RaggedTensorToTensor",
  "StaticRegexReplace",
];

/** Kernels of tfjs's that give the same values another shape, and so need not have them. */
const RENAMING = ["ExpandDims", "Reshape"];

/** How the kernels are put in place. */
export type RegisterKernelsOptions = {
  /** Told of each kernel that has to run in JavaScript. @default console.warn */
  warn?: (text: string) => void;
  /** How many threads may share a large kernel call. @default as many as there are cores */
  threads?: number;
};

let registered = false;

/**
 * Puts the training kernels on tfjs's WASM backend, in front of tfjs's own, so that `model.fit`
 * trains convolutions there, and fast. Calls that a kernel does not take (other dtypes, dilation)
 * go to tfjs's own kernel as before; the few that tfjs's WASM backend lacks altogether go to its
 * JavaScript backend, on copies, with one warning each. Also gives tfjs the gradients that it lacks
 * on every backend, as `registerGradients` does.
 *
 * Needs the backend "wasm" to be initialised. Calling it again changes nothing.
 *
 * @param options Whom to warn, and how many threads may compute.
 * @returns Which build runs and which kernels are in place.
 * @throws {TypeError} If the backend "wasm" is not initialised.
 *
 * @example
 * ```ts ignore
 * import * as tf from "@tensorflow/tfjs";
 * import "@tensorflow/tfjs-backend-wasm";
 * import { registerKernels } from "descent/kernels";
 *
 * await tf.setBackend("wasm"); // or useBackend("wasm"), which does all of this
 * registerKernels();
 * ```
 */
export function registerKernels(
  {
    warn = (text) => console.warn(text),
    threads = navigator.hardwareConcurrency,
  }: RegisterKernelsOptions = {},
): KernelsInfo {
  const backend = tf.engine().findBackend("wasm") as BackendWasm | null;
  if (!backend?.wasm) {
    const needed = 'the backend "wasm" must be initialised: call useBackend("wasm")';
    throw new TypeError(cannot("register the training kernels", needed));
  }
  const { relaxedSimd, pool } = heapOf(backend);
  pool.use(threads);
  if (!registered) {
    for (const stock of tf.getKernelsForBackend("wasm")) {
      if (RENAMING.includes(stock.kernelName)) continue;
      tf.unregisterKernel(stock.kernelName, "wasm");
      tf.registerKernel({ ...stock, kernelFunc: onValues(stock.kernelFunc) });
    }
    for (const one of OVERRIDES) override(one, warn);
    for (const name of BRIDGED) {
      if (tf.getKernel(name, "wasm")) tf.unregisterKernel(name, "wasm");
      tf.registerKernel({
        kernelName: name,
        backendName: "wasm",
        kernelFunc: bridgeTo(name, warn),
      });
    }
    refuseComplex();
    registerClipGradient();
    registerReluGradient();
    registerSoftmaxGradient();
    registered = true;
  }
  registerGradients();
  return { relaxedSimd, threads: pool.threads, kernels: OVERRIDES.map(({ name }) => name) };
}
