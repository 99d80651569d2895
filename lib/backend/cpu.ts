import * as tf from "@tensorflow/tfjs";
import { registerGradients } from "../kernels/mod.ts";
import type { Opened } from "./backend_info.ts";
import { quietly } from "./quietly.ts";

/** Opens tfjs's plain JavaScript backend. It is everywhere, and some 400 times slower than WASM. */
export async function openCpu(): Promise<Opened> {
  await tf.setBackend("cpu");
  registerGradients();
  return { name: "cpu", simd: false, relaxedSimd: false, threads: 1 };
}

/**
 * Gives tfjs's JavaScript backend its first tensor. At that it prints an advertisement for tfjs-node,
 * once; here nobody sees it. The other backends hand work to this one, so it matters to them too.
 */
export function spendBanner(): void {
  const cpu = tf.findBackend("cpu");
  quietly(() => cpu.disposeData(cpu.write(new Float32Array(1), [1], "float32")));
}
