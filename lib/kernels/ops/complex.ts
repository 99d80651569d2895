import * as tf from "@tensorflow/tfjs";
import { cannot } from "../../core/mod.ts";

/**
 * Complex numbers, which Fourier transforms begin with: the WASM backend has no form for them, and a
 * bridge could hand none back. So the first of them says where there are some.
 */
export function refuseComplex(): void {
  tf.registerKernel({
    kernelName: "Complex",
    backendName: "wasm",
    kernelFunc: () => {
      const needed = 'it has none, and so no Fourier transforms: call useBackend("cpu") for them';
      throw new TypeError(cannot("make complex numbers on the WASM backend", needed));
    },
  });
}
