import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { bridgeTo } from "../../lib/kernels/bridge.ts";

await useBackend("wasm");

Deno.test("a kernel that WASM lacks runs in JavaScript, is said once, and leaves nothing behind", () => {
  const said: string[] = [];
  const original = tf.getKernel("StaticRegexReplace", "wasm");
  tf.unregisterKernel("StaticRegexReplace", "wasm");
  tf.registerKernel({
    kernelName: "StaticRegexReplace",
    backendName: "wasm",
    kernelFunc: bridgeTo("StaticRegexReplace", (text) => said.push(text)),
  });
  const before = tf.memory().numTensors;
  for (let time = 0; time < 2; time++) {
    const out = tf.tidy(() =>
      tf.string.staticRegexReplace(tf.tensor1d(["hello", "yellow"]), "l+", "L")
    );
    assertEquals([...out.dataSync() as unknown as string[]], ["heLo", "yeLow"]);
    out.dispose();
  }
  assertEquals(said, [
    "StaticRegexReplace runs in JavaScript, on copies: WASM has no kernel for this call",
  ]);
  assertEquals(tf.memory().numTensors, before);
  tf.unregisterKernel("StaticRegexReplace", "wasm");
  tf.registerKernel(original);
});

Deno.test("sums by segments of whole numbers, which our kernel does not take, are bridged", () => {
  const warn = console.warn;
  console.warn = () => {};
  try {
    const x = tf.tensor2d([[1, 2], [3, 4], [5, 6]], [3, 2], "int32");
    const out = tf.unsortedSegmentSum(x, tf.tensor1d([1, 0, 1], "int32"), 2);
    assertEquals([...out.dataSync()], [3, 4, 6, 8]);
    tf.dispose([x, out]);
  } finally {
    console.warn = warn;
  }
});
