import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import { createPrng } from "descent/core";
import { heapOf, watchKernels } from "descent/kernels";
import { createPredictor, predict, train } from "descent/nn";
import { padSequences } from "descent/preprocess";
import { assert, assertEquals } from "@std/assert";
import { ResetAfterGru } from "../../lib/nn/keras/reset_after_gru.ts";
import { assertWithin } from "../kernels/values.ts";
import { asFit, chain, classes, flatten } from "./toys.ts";

await useBackend("wasm");
const heap = heapOf(tf.backend() as BackendWasm);

const STEPS = 12;
const WORDS = 9;
const settings = { units: 6, recurrentInitializer: "glorotNormal", returnSequences: true } as const;

const LAYERS: Record<string, [() => tf.layers.Layer, kernel: string]> = {
  LSTM: [() => tf.layers.lstm(settings), "lstm"],
  GRU: [() => tf.layers.gru(settings), "gruBefore"],
  ResetAfterGRU: [() => new ResetAfterGru({ units: 6, returnSequences: true }), "gru"],
  SimpleRNN: [() => tf.layers.simpleRNN(settings), "simpleRnn"],
};

/** A network on texts, whose word 0 has a row of the table like any other. */
function textModel(above: tf.layers.Layer[]): tf.LayersModel {
  const table = tf.layers.embedding({ inputDim: WORDS, outputDim: 4, inputLength: STEPS });
  const model = chain([STEPS], () => [table, ...above, classes()]);
  const prng = createPrng(1);
  const drawn = model.getWeights().map(({ size, shape }) =>
    tf.tensor(Float32Array.from({ length: size }, () => 0.8 * prng.next() - 0.4), shape)
  );
  model.setWeights(drawn);
  tf.dispose(drawn);
  return model;
}

/** Texts of these lengths, filled up in front. */
function texts(lengths: readonly number[], seed: number): Float32Array {
  const prng = createPrng(seed);
  const words = lengths.map((length) =>
    Array.from({ length }, () => 1 + prng.nextInteger(WORDS - 1))
  );
  return Float32Array.from(padSequences(words, { length: STEPS }).data);
}

const LITTLE = [10, 11, 9, 12]; // blanks of less than a text in sum: it does not pay to learn them
const MUCH = [3, 0, 12, 1, 4, 4, 11, 2, 12];

for (const [name, [layer, kernel]] of Object.entries(LAYERS)) {
  for (
    const [form, above] of [
      ["whose outputs are all taken", () => [layer(), flatten()]],
      ["below another one", () => [layer(), tf.layers.lstm({ units: 3 })]],
    ] as const
  ) {
    Deno.test(`a plan goes through padding once: ${name} ${form}, to the bit`, async () => {
      const model = textModel(above());
      const ranges: string[] = [];
      const stop = watchKernels(heap, ({ calls }) => {
        for (const call of calls) if (call.name === kernel) ranges.push(rangeOf(kernel, call.args));
      });
      const answer = async (batches: Float32Array[]) => {
        const predictor = createPredictor(model, { batchSize: MUCH.length });
        assert(predictor.compiled);
        let last = new Float32Array(0);
        for (const x of batches) {
          ranges.length = 0;
          last = await predictor.run((to) => to.set(x), x.length / STEPS) as Float32Array<
            ArrayBuffer
          >;
        }
        predictor.dispose();
        return { last, ranges: [...ranges] };
      };
      const little = texts(LITTLE, 1);
      const plain = await answer([little]);
      const learnt = await answer([little, little, little]);
      const after = await answer([texts(MUCH, 2), little]);
      stop();
      const batch = `0 to ${LITTLE.length}`;
      assertEquals([plain.ranges[0], after.ranges[0]], [batch, `${batch}, known`]);
      assertEquals(learnt.last, plain.last);
      assertEquals(after.last, plain.last);
      model.dispose();
    });
  }

  Deno.test(`padded texts train ${name} on a frozen table as model.fit does`, async () => {
    const short = [3, 2, 4, 1, 3, 2, 4, 5];
    const [x, y] = [texts(short, 5), Uint8Array.from(short, (length) => length % 3)];
    const losses: number[][] = [];
    for (const compiled of [true, false]) {
      const model = textModel([layer(), flatten()]);
      model.layers.find((layer) => layer.getClassName() === "Embedding")!.trainable = false;
      const { epochs, path } = await train(compiled ? model : asFit(model), { x, y }, {
        ...{ batchSize: 4, epochs: 10, learningRate: 0.02, seed: 0, progress: "none" },
      });
      assertEquals(path === "compiled", compiled);
      losses.push(epochs.map(({ loss }) => loss));
      model.dispose();
    }
    assert(losses[0]!.at(-1)! < 0.9 * losses[0]![0]!, `${losses[0]}`);
    assertWithin(Float32Array.from(losses[0]!), losses[1]!, () => 1e-4, "losses");
  });

  Deno.test(`predict() of padded texts is what model.predict says: ${name}`, async () => {
    const model = textModel([layer(), flatten()]);
    const x = texts(MUCH, 3);
    const expected = tf.tidy(() =>
      (model.predict(tf.tensor(x, [MUCH.length, STEPS])) as tf.Tensor).dataSync()
    );
    for (const batchSize of [1, 4, MUCH.length]) {
      assertWithin(await predict(model, x, { batchSize }), expected, () => 2e-6, `${batchSize}`);
    }
    model.dispose();
  });
}

/** Which examples a call of a recurrent kernel is for, and whether it is told of known steps. */
function rangeOf(kernel: string, args: readonly number[]): string {
  const range = args.slice(kernel === "simpleRnn" ? -6 : -7).slice(0, 2); // before sizes and kinds
  return `${range[0]} to ${range[1]}${args[2] ? ", known" : ""}`;
}
