import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { assert, assertEquals } from "@std/assert";
import { needing } from "../browser/needing.ts";
import { EPOCHS, LESSON_MODELS, lossesOf } from "./lesson_models.ts";

const adapter = await useBackend("webgpu").then((info) => info.adapter, () => undefined);

/** tfjs's JavaScript backend takes minutes for these. */
const LARGE = ["04"];

for (const model of LESSON_MODELS) {
  for (const backend of ["cpu", "webgpu"] as const) {
    if (backend === "cpu" && LARGE.some((lesson) => model.name.startsWith(lesson))) continue;
    const name = `${model.name}: trains on WASM as on ${backend}`;
    Deno.test({
      ...needing(name, backend === "webgpu" ? { "graphics adapter": adapter } : {}),
      fn: async () => {
        await useBackend("wasm");
        const onWasm = await lossesOf(model);
        await useBackend(backend);
        const other = await lossesOf(model).finally(() => useBackend("wasm"));
        assertEquals(other.length, onWasm.length);
        const first = onWasm.length / EPOCHS - 1; // the last steps of epochs tell their means
        assert(onWasm.at(-1)! < onWasm[first]!, `it learns: ${onWasm}`);
        // Each step works on what rounding has left of the one before.
        onWasm.forEach((loss, i) => {
          const error = Math.abs(loss - other[i]!) / other[i]!;
          assert(error < 1e-5 * 2 ** (i / 2), `step ${i}: ${loss} on WASM, ${other[i]}`);
        });
        assertEquals(tf.getBackend(), "wasm");
      },
    });
  }
}
