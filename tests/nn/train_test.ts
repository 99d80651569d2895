import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import { heapOf } from "descent/kernels";
import { documentedCnn, type EpochLog, evaluate, type StepLog, train } from "descent/nn";
import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import {
  assertClose,
  chain,
  classes,
  conv,
  examples,
  flatten,
  LITTLE_INK,
  PATHS,
  smallest,
  weightsOf,
} from "./toys.ts";

await useBackend("wasm");

const quiet = { epochs: 2, batchSize: 4, seed: 3, progress: "none" } as const;

for (const { path, wrap } of PATHS) {
  const imageModel = () => wrap(chain([12, 12, 1], () => [conv(), flatten(), classes()]));
  const images = examples(10, 144, LITTLE_INK);

  Deno.test(`train(), ${path}, gives the same bits for the same seed, and others for another`, async () => {
    const run = async (seed: number) => {
      const model = imageModel();
      const result = await train(model, images, { ...quiet, seed });
      assertEquals(result.path, path);
      const values = [weightsOf(model), result.epochs.map(({ loss }) => loss)];
      model.dispose();
      return values;
    };
    assertEquals(await run(3), await run(3));
    assertNotEquals(await run(3), await run(4));
  });

  Deno.test(`train(), ${path}, leaves its arguments alone`, async () => {
    const data = examples(10, 144);
    const copy = structuredClone(data);
    const options = Object.freeze({ ...quiet });
    const model = imageModel();
    await train(model, data, options);
    assertEquals(data, copy);
    model.dispose();
  });

  Deno.test(`train(), ${path}, reads bytes times scale as the floats they make`, async () => {
    const bytes = Uint8Array.from(images.x, (value) => 255 * value);
    const floats = Float32Array.from(bytes, (byte) => byte * (1 / 255));
    const [a, b] = [imageModel(), imageModel()];
    await train(a, { x: bytes, y: images.y, scale: 1 / 255 }, quiet);
    await train(b, { x: floats, y: Int32Array.from(images.y) }, quiet);
    assertEquals(weightsOf(a), weightsOf(b));
    for (const model of [a, b]) model.dispose();
  });

  Deno.test(`train(), ${path}, makes one step of everything where a batch is larger`, async () => {
    const model = imageModel();
    const { steps, epochs } = await train(model, images, { ...quiet, batchSize: 1000 });
    assertEquals([steps, epochs[0]!.steps], [2, 1]);
    model.dispose();
  });

  Deno.test(`train(), ${path}, tells of every step and epoch`, async () => {
    const model = imageModel();
    const steps: StepLog[] = [];
    const epochs: EpochLog[] = [];
    const result = await train(model, images, {
      ...{ ...quiet, onStep: (log) => steps.push(log) },
      onEpoch: (log) => void epochs.push(log),
    });
    const place = ({ epoch, step }: StepLog) => [epoch, step];
    assertEquals(steps.map(place), [[1, 1], [1, 2], [1, 3], [2, 1], [2, 2], [2, 3]]);
    assert(steps.every((log) => log.steps === 3 && log.epochs === 2));
    assertEquals(epochs, result.epochs);
    assertEquals(epochs.map(({ epoch, epochs, steps }) => [epoch, epochs, steps]), [
      [1, 2, 3],
      [2, 2, 3],
    ]);
    for (const log of epochs) {
      const last = steps.findLast(({ epoch }) => epoch === log.epoch)!;
      assertEquals([last.loss, last.accuracy], [log.loss, log.accuracy]);
      assertEquals(log.msPerStep, log.elapsedMs / 3);
      assert(last.elapsedMs <= log.elapsedMs);
    }
    assertEquals(result.steps, 6);
    assertEquals(result.stopped, undefined);
    assert(0 < result.firstStepMs && result.firstStepMs <= result.elapsedMs);
    model.dispose();
  });

  Deno.test(`train(), ${path}, gives the mean over the examples so far, also of a short last batch`, async () => {
    // Steps too small to change a weight: the loss of an example stays what it is at the start.
    const model = imageModel();
    const logs: StepLog[] = [];
    const options = { ...quiet, epochs: 1, learningRate: 1e-12 };
    await train(model, images, { ...options, onStep: (log) => logs.push(log) });
    const { loss, accuracy } = await evaluate(model, images);
    assertClose([logs.at(-1)!.loss], [loss], 1e-6, "loss of all examples");
    assertEquals(logs.at(-1)!.accuracy, accuracy);
    const seen = [4, 8, 10];
    logs.forEach((log, i) => {
      const right = log.accuracy * seen[i]!;
      assert(Math.abs(right - Math.round(right)) < 1e-9, `${log.accuracy} of ${seen[i]}`);
    });
    model.dispose();
  });

  Deno.test(`train(), ${path}, takes every example once an epoch, in another order each time`, async () => {
    // One example a step, and steps too small to change a weight: the losses tell the examples.
    const model = imageModel();
    const orders: number[][] = [[], [], []];
    let before = 0;
    const options = { ...quiet, epochs: 3, batchSize: 1, learningRate: 1e-12 };
    const onStep = ({ epoch, step, loss }: StepLog) => {
      const sum = loss * step; // of the epoch so far
      orders[epoch - 1]!.push(Number((sum - (step === 1 ? 0 : before)).toFixed(4)));
      before = sum;
    };
    await train(model, images, { ...options, onStep });
    const sorted = orders.map((losses) => losses.toSorted());
    assertEquals(new Set(sorted[0]).size, images.y.length);
    assertEquals([sorted[1], sorted[2]], [sorted[0], sorted[0]]);
    assertEquals(new Set(orders.map(String)).size, 3);
    model.dispose();
  });

  Deno.test(`train(), ${path}, waits for onEpoch, which sees that epoch's weights`, async () => {
    const model = imageModel();
    const seen: number[] = [];
    let last: Float32Array[] = [];
    const onEpoch = async () => {
      const { loss } = await evaluate(model, images, { batchSize: 3 });
      seen.push(loss);
      last = weightsOf(model);
    };
    await train(model, images, { ...quiet, learningRate: 0.01, onEpoch });
    assertEquals(seen.length, 2);
    assert(seen[1]! < seen[0]!);
    assertEquals(last, weightsOf(model));
    model.dispose();
  });

  Deno.test(`train(), ${path}, leaves no tensor behind`, async () => {
    const model = imageModel();
    const before = tf.memory().numTensors;
    await train(model, images, quiet);
    assertEquals(tf.memory().numTensors, before);
    model.dispose();
  });

  Deno.test(`train(), ${path}, says so when a callback leaves a tensor behind`, async () => {
    const model = imageModel();
    const before = tf.memory().numTensors;
    const kept: tf.Tensor[] = [];
    await assertRejects(
      () => train(model, images, { ...quiet, onEpoch: () => void kept.push(tf.scalar(1)) }),
      RangeError,
      `Cannot train: there must be as many tensors after as before, ${before}, got ${before + 2}`,
    );
    tf.dispose(kept);
    model.dispose();
  });

  Deno.test(`train(), ${path}, does not make the WASM heap grow, training for training`, async () => {
    // Weights, gradients and moments of one training are 3.5 MB: ten of them would not fit.
    const heapBytes = () => heapOf(tf.backend() as BackendWasm).floats(0, 1).buffer.byteLength;
    const data = { x: new Uint8Array(2 * 784).fill(9, 300, 400), y: Uint8Array.of(3, 4) };
    const sequential = documentedCnn({ seed: 0 });
    const model = wrap(sequential);
    await train(model, data, { ...quiet, epochs: 1 });
    const before = heapBytes();
    for (let i = 0; i < 10; i++) await train(model, data, { ...quiet, epochs: 1 });
    assertEquals(heapBytes(), before);
    model.dispose();
  });
}

Deno.test("train() writes a line an epoch where asked", async () => {
  const lines: string[] = [];
  const log = console.log;
  console.log = (line: string) => lines.push(line);
  const model = smallest();
  try {
    await train(model, examples(6, 4), { ...quiet, progress: "lines" });
  } finally {
    console.log = log;
    model.dispose();
  }
  assertEquals(lines.map((line) => line.slice(0, 15)), ["Epoch 1/2 - 2/2", "Epoch 2/2 - 2/2"]);
});
