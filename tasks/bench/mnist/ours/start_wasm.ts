import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import type { Prepared } from "../protocol.ts";

/**
 * Brings up the WASM backend with our kernels.
 *
 * @param wanted Threads.
 * @returns What a contestant says of itself. tfjs's Adam and ours add epsilon where the paper does.
 */
export async function startWasm(wanted: number): Promise<Prepared> {
  const { relaxedSimd, threads } = await useBackend("wasm", { threads: wanted });
  const simd = relaxedSimd ? "relaxed SIMD" : "SIMD";
  return {
    versions: { tfjs: tf.version.tfjs },
    epsilonOn: "corrected",
    runsOn: `WASM, ${simd}, ${threads} thread${threads === 1 ? "" : "s"}`,
  };
}
