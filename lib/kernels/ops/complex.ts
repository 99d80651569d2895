import * as tf from "@tensorflow/tfjs";
import { cannot } from "../../core/mod.ts";

/** tfjs's kernels that make complex numbers, or take them. */
const COMPLEX = ["Complex", "ComplexAbs", "FFT", "IFFT", "Imag", "Real"];

/**
 * Complex numbers, which Fourier transforms need: the WASM backend has no form for them, and a bridge
 * could hand none back. So each of these kernels says where there are some.
 */
export function refuseComplex(): void {
  for (const kernelName of COMPLEX) {
    tf.registerKernel({
      kernelName,
      backendName: "wasm",
      kernelFunc: () => {
        const needed = 'it has none, and so no Fourier transforms: call useBackend("cpu") for them';
        throw new TypeError(cannot("compute with complex numbers on the WASM backend", needed));
      },
    });
  }
}
