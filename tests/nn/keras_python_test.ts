import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import { useBackend } from "descent/backend";
import { saveModel } from "descent/nn";
import { fileURLToPath } from "node:url";

/** A Python with Keras 3, where the one who runs the tests names it. */
const PYTHON = Deno.env.get("DESCENT_PYTHON");
const SCRIPT = fileURLToPath(new URL("keras_python.py", import.meta.url));

type Numbers = { shape: number[]; data: number[] };

const seeded = (seed: number) => tf.initializers.randomNormal({ stddev: 0.5, seed });
const dense = (units: number, more: object = {}) =>
  tf.layers.dense({ units, kernelInitializer: seeded(units), ...more });
const rnn = { units: 3, kernelInitializer: seeded(1), recurrentInitializer: seeded(2) };

const MODELS: Record<string, () => tf.LayersModel> = {
  "a regression": () =>
    tf.sequential({
      layers: [dense(8, { inputShape: [5], activation: "relu" }), dense(1)],
    }),
  "convolutions of all kinds": () =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({
          ...{ inputShape: [9, 9, 2], filters: 4, kernelSize: 3, padding: "same" },
          kernelInitializer: seeded(3),
        }),
        tf.layers.batchNormalization({}),
        tf.layers.leakyReLU({ alpha: 0.3 }),
        tf.layers.separableConv2d({
          ...{ filters: 3, kernelSize: 3, depthMultiplier: 2 },
          depthwiseInitializer: seeded(4),
          pointwiseInitializer: seeded(5),
        }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dropout({ rate: 0.5 }),
        dense(3, { activation: "softmax" }),
      ],
    }),
  "recurrent layers": () =>
    tf.sequential({
      layers: [
        tf.layers.embedding({
          ...{ inputDim: 7, outputDim: 4, inputShape: [6], maskZero: true },
          embeddingsInitializer: seeded(6),
        }),
        tf.layers.bidirectional({
          layer: tf.layers.lstm({
            ...rnn,
            recurrentActivation: "sigmoid",
            returnSequences: true,
          }) as never,
          mergeMode: "concat",
        }),
        tf.layers.gru({ ...rnn, recurrentActivation: "sigmoid" }),
        dense(1, { activation: "sigmoid" }),
      ],
    }),
  "a network with two ways": () => {
    const input = tf.input({ shape: [4] });
    const left = dense(5, { activation: "tanh" }).apply(input) as tf.SymbolicTensor;
    const right = dense(5, { activation: "swish" }).apply(input) as tf.SymbolicTensor;
    const sum = tf.layers.add().apply([left, right]) as tf.SymbolicTensor;
    return tf.model({ inputs: input, outputs: dense(2).apply(sum) as tf.SymbolicTensor });
  },
};

for (const [name, make] of Object.entries(MODELS)) {
  Deno.test({
    name: `${name}: a .h5 that we write predicts the same in Python's Keras`,
    ignore: PYTHON === undefined,
    async fn() {
      await useBackend("wasm");
      const dir = await Deno.makeTempDir();
      try {
        const model = make();
        await saveModel(model, `${dir}/model.h5`);
        const shape = [5, ...model.inputs[0]!.shape.slice(1) as number[]];
        const size = shape.reduce((a, b) => a * b, 1);
        const whole = name === "recurrent layers"; // word numbers
        const data = Array.from({ length: size }, (_, i) => whole ? i % 7 : Math.sin(i));
        const [theirs] = await inPython(`${dir}/model.h5`, [{ shape, data }]);
        const ours = model.predict(tf.tensor(data, shape)) as tf.Tensor;
        assertEquals(theirs!.shape, ours.shape);
        ours.dataSync().forEach((value, i) => assert(Math.abs(value - theirs!.data[i]!) < 2e-5));
      } finally {
        await Deno.remove(dir, { recursive: true });
      }
    },
  });
}

async function inPython(path: string, inputs: Numbers[]): Promise<Numbers[]> {
  const command = new Deno.Command(PYTHON!, {
    args: [SCRIPT, path],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  });
  const child = command.spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(inputs)));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  assert(success, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!) as Numbers[];
}
