import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { withToy } from "./toys.ts";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Bytes in use once everything that nobody needs is gone. */
async function heldBytes(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return Deno.memoryUsage().heapUsed;
}

Deno.test("requests, good and bad, and switches leave nothing behind", async () => {
  let client = 0;
  await withToy(async ({ store, send }) => {
    const bodies = [
      '{"features":[1,2]}',
      '{"features":[1]}',
      "{",
      `{"features":[${"1,".repeat(99)}1]}`,
    ];
    const ask = (body: string) => {
      const headers = { "content-type": "application/json" };
      return send("/predict", { method: "POST", body, headers }, `10.0.0.${client++ % 200}`);
    };
    const round = async () => {
      for (let i = 0; i < 20; i++) {
        await Promise.all(Array.from({ length: 50 }, (_, j) => ask(bodies[j % bodies.length]!)));
        await store.switchTo("sum", i % 2 === 0 ? "2" : "1");
      }
    };
    await round(); // code is compiled, pools are filled
    const [bytes, tensors] = [await heldBytes(), tf.memory().numTensors];
    for (let i = 0; i < 3; i++) await round();
    const grown = await heldBytes() - bytes;
    assertEquals(tf.memory().numTensors, tensors);
    assert(grown < 3000 * 500, `${grown} bytes more after 3000 requests and 60 switches`);
  }, { perMinute: 1e9 });
});
