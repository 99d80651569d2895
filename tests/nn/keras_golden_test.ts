import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { loadModel, saveModel } from "descent/nn";
import { fileURLToPath } from "node:url";
import { type GoldenFile, readGolden } from "../golden/read.ts";

type Numbers = { shape: number[]; data: number[]; dtype?: string };
type Model = {
  id: string;
  files: Record<"keras" | "h5", string>;
  n_parameters: number;
  input: Numbers[];
  expected: { outputs_float32: Numbers[] };
  weights: { shape: number[]; base64_le: string | null }[];
};
type File = GoldenFile & {
  tolerance: { float32: { abs: number; rel: number } };
  models: Model[];
};

const HERE = new URL("../golden/", import.meta.url);
const FULL = new URL(
  `${Deno.env.get("DESCENT_GOLDEN") ?? "../shared/golden"}/`,
  new URL("../../", import.meta.url),
);

async function assertPredicts(model: tf.LayersModel, c: Model, file: File): Promise<void> {
  const inputs = c.input.map(({ data, shape }) => tf.tensor(data, shape, "float32"));
  const outputs = [model.predict(inputs.length === 1 ? inputs[0]! : inputs)].flat();
  const { abs, rel } = file.tolerance.float32;
  assertEquals(outputs.length, c.expected.outputs_float32.length);
  for (const [i, output] of outputs.entries()) {
    const { shape, data } = c.expected.outputs_float32[i]!;
    assertEquals(output.shape, shape);
    const values = await output.data();
    values.forEach((value, at) => {
      const error = Math.abs(value - data[at]!);
      assert(error <= abs + rel * Math.abs(data[at]!), `${at}: got ${value}, Keras ${data[at]}`);
    });
  }
  tf.dispose([inputs, outputs]);
}

for (const { from, file } of readGolden<File>("keras_models.json")) {
  const folder = from === "kept here" ? HERE : FULL;
  for (const c of file.models) {
    for (const form of ["h5", "keras"] as const) {
      Deno.test(`Keras's ${c.id}.${form} loads and predicts as in Keras (${from})`, async () => {
        await useBackend("wasm");
        const model = await loadModel(fileURLToPath(new URL(c.files[form], folder)));
        assertEquals(model.countParams(), c.n_parameters);
        await assertPredicts(model, c, file);
        model.dispose();
      });
    }

    Deno.test(`Keras's ${c.id} comes back from our .h5 and from a folder the same (${from})`, async () => {
      await useBackend("wasm");
      const dir = await Deno.makeTempDir();
      try {
        const model = await loadModel(fileURLToPath(new URL(c.files.h5, folder)));
        for (const path of [`${dir}/x.h5`, `${dir}/folder`]) {
          await saveModel(model, path);
          const again = await loadModel(path);
          assertEquals(again.getWeights().length, model.getWeights().length);
          await assertPredicts(again, c, file);
          again.dispose();
        }
        model.dispose();
      } finally {
        await Deno.remove(dir, { recursive: true });
      }
    });
  }
}
