import { useBackend } from "descent/backend";
import { loadModel, predict, saveModel, type SequenceCell, sequenceModel } from "descent/nn";
import { assertEquals, assertThrows } from "@std/assert";

await useBackend("wasm");

const SHAPE = { length: 6, features: 4, classes: 3, seed: 0 };

/** Parameters of 32 units on 4 features: a weight for each input and unit, and the biases. */
const CELLS: Record<SequenceCell, { layer: string; parameters: number; activation: string }> = {
  lstm: { layer: "LSTM", parameters: 4 * 32 * (4 + 32 + 1), activation: "relu" },
  gru: { layer: "ResetAfterGRU", parameters: 3 * 32 * (4 + 32 + 2), activation: "tanh" },
  simpleRNN: { layer: "SimpleRNN", parameters: 32 * (4 + 32 + 1), activation: "tanh" },
};

for (const [cell, { layer, parameters, activation }] of Object.entries(CELLS)) {
  Deno.test(`sequenceModel() of a ${cell} has its layers`, () => {
    const model = sequenceModel({ cell: cell as SequenceCell, ...SHAPE });
    assertEquals(model.inputs[0]!.shape, [null, 6, 4]);
    assertEquals(model.layers.map((layer) => layer.getClassName()), [layer, "Dense"]);
    assertEquals(model.layers[0]!.countParams(), parameters);
    assertEquals(model.layers[0]!.getConfig()["activation"], activation);
    assertEquals(model.layers[1]!.outputShape, [null, 3]);
    assertEquals(model.layers[1]!.getConfig()["activation"], "softmax");
    model.dispose();
  });

  for (const form of ["folder", "h5"]) {
    Deno.test(`sequenceModel() of a ${cell} predicts the same saved and loaded, ${form}`, async () => {
      const dir = await Deno.makeTempDir();
      const path = form === "h5" ? `${dir}/model.h5` : `${dir}/model`;
      const model = sequenceModel({ cell: cell as SequenceCell, ...SHAPE, activation: "tanh" });
      const x = Float32Array.from({ length: 2 * 6 * 4 }, (_, i) => Math.sin(i));
      await saveModel(model, path);
      const copy = await loadModel(path);
      assertEquals(await predict(copy, x), await predict(model, x));
      for (const each of [model, copy]) each.dispose();
      await Deno.remove(dir, { recursive: true });
    });
  }
}

Deno.test("sequenceModel() says what it takes", () => {
  const errors: [Partial<Parameters<typeof sequenceModel>[0]>, string][] = [
    [{ cell: "rnn" as never }, 'cell must be one of lstm, gru, simpleRNN, got "rnn"'],
    [{ length: 0 }, "length must be a whole number of at least 1, got 0"],
    [{ features: 0.5 }, "features must be a whole number of at least 1, got 0.5"],
    [{ classes: 1 }, "classes must be a whole number of at least 2, got 1"],
    [{ units: 0 }, "units must be a whole number of at least 1, got 0"],
  ];
  for (const [wrong, text] of errors) {
    const create = () => sequenceModel({ cell: "lstm", ...SHAPE, ...wrong });
    assertEquals(
      assertThrows(create, RangeError).message,
      `Cannot build a sequence model: ${text}`,
    );
  }
});
