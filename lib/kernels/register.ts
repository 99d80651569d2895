import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { cannot } from "../core/mod.ts";
import { add } from "./ops/add.ts";
import { clip } from "./ops/clip.ts";
import { conv2d, fusedConv2d } from "./ops/conv2d.ts";
import { conv2dBackpropFilter } from "./ops/conv2d_backprop_filter.ts";
import { conv2dBackpropInput } from "./ops/conv2d_backprop_input.ts";
import { gather } from "./ops/gather.ts";
import { identity } from "./ops/identity.ts";
import { batchMatMul, fusedMatMul } from "./ops/mat_mul.ts";
import { maxPoolGrad } from "./ops/max_pool_grad.ts";
import { registerReluGradient, reluGrad } from "./ops/relu_grad.ts";
import { slice } from "./ops/slice.ts";
import { sqrt } from "./ops/sqrt.ts";
import { sum } from "./ops/sum.ts";
import { heapOf, type KernelOverride, override } from "./override.ts";

/** What `registerKernels` put in place. */
export type KernelsInfo = {
  /** True where the build with fused multiply-add runs; false for plain SIMD. */
  relaxedSimd: boolean;
  /** tfjs's names of the kernels that are ours now. */
  kernels: string[];
};

const OVERRIDES = [
  add,
  batchMatMul,
  clip,
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  fusedConv2d,
  fusedMatMul,
  gather,
  identity,
  maxPoolGrad,
  reluGrad,
  slice,
  sqrt,
  sum,
] as KernelOverride<unknown, unknown>[];

let registered = false;

/**
 * Puts the training kernels on tfjs's WASM backend, in front of tfjs's own, so that `model.fit`
 * trains convolutions there, and fast. Calls that a kernel does not take (other dtypes, dilation)
 * go to tfjs's own kernel as before.
 *
 * Needs the backend "wasm" to be initialised. Calling it again changes nothing.
 *
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
export function registerKernels(): KernelsInfo {
  const backend = tf.engine().findBackend("wasm") as BackendWasm | null;
  if (!backend?.wasm) {
    const needed = 'the backend "wasm" must be initialised: call useBackend("wasm")';
    throw new TypeError(cannot("register the training kernels", needed));
  }
  const { relaxedSimd } = heapOf(backend);
  if (!registered) {
    OVERRIDES.forEach(override);
    registerReluGradient();
    registered = true;
  }
  return { relaxedSimd, kernels: OVERRIDES.map(({ name }) => name) };
}
