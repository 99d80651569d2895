import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import {
  loadOptimizer,
  type OptimizerName,
  saveOptimizer,
  train,
  type TrainOptions,
} from "descent/nn";
import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import {
  asFit,
  chain,
  classes,
  conv,
  dense,
  examples,
  flatten,
  LITTLE_INK,
  PATHS,
  weightsOf,
} from "./toys.ts";

await useBackend("wasm");

const images = () => chain([8, 8, 1], () => [conv(), flatten(), classes()]);
const data = examples(22, 64, LITTLE_INK);
const options = (more: Partial<TrainOptions>): TrainOptions => ({
  ...{ epochs: 4, seed: 3, batchSize: 8, progress: "none", learningRate: 0.05 },
  ...more,
});

for (const { path, wrap } of PATHS) {
  for (const optimizer of ["adam", "adadelta", "sgd", "rmsprop", "adagrad"] as OptimizerName[]) {
    Deno.test(`training that goes on from a file is as if it had not stopped: ${optimizer}, ${path}`, async () => {
      const [whole, halves] = [wrap(images()), wrap(images())];
      await train(whole, data, options({ optimizer }));
      const first = await train(halves, data, options({ optimizer, epochs: 2 }));
      const file = await Deno.makeTempFile();
      await saveOptimizer(first.optimizer!, file);
      const resume = await loadOptimizer(file);
      assertEquals(resume, first.optimizer);
      const second = await train(halves, data, options({ optimizer, initialEpoch: 2, resume }));
      assertEquals(second.epochs.map(({ epoch }) => epoch), [3, 4]);
      assertEquals(second.optimizer?.steps, 12);
      weightsOf(halves).forEach((values, i) => assertEquals(values, weightsOf(whole)[i]));
      await Deno.remove(file);
    });
  }
}

Deno.test("what Adam has learnt on one path goes on on the other, but for rounding", async () => {
  const model = images();
  const { optimizer: resume } = await train(model, data, options({ epochs: 2 }));
  const graph = asFit(images());
  graph.setWeights(model.getWeights());
  const on = options({ initialEpoch: 2, resume: resume! });
  const [a, b] = [await train(model, data, on), await train(graph, data, on)];
  assertEquals([a.path, b.path], ["compiled", "fit"]);
  assert(Math.abs(a.epochs.at(-1)!.loss / b.epochs.at(-1)!.loss - 1) < 1e-3);
});

Deno.test("without what it has learnt, Adam goes another way: the state matters", async () => {
  const [kept, lost] = [images(), images()];
  const { optimizer: resume } = await train(kept, data, options({ epochs: 2 }));
  await train(lost, data, options({ epochs: 2 }));
  await train(kept, data, options({ initialEpoch: 2, resume: resume! }));
  await train(lost, data, options({ initialEpoch: 2 }));
  assert(weightsOf(kept).some((values, i) => values.some((v, j) => v !== weightsOf(lost)[i]![j])));
});

Deno.test("a stopped training tells the state of the last finished epoch, as its weights are", async () => {
  const stop = new AbortController();
  const onStep = ({ epoch, step }: { epoch: number; step: number }) => {
    if (epoch === 2 && step === 2) stop.abort();
  };
  const { optimizer } = await train(images(), data, options({ signal: stop.signal, onStep }));
  assertEquals(optimizer?.steps, 3);
});

Deno.test("frozen layers stay as they are on both paths, and have no means", async () => {
  for (const { path, wrap } of PATHS) {
    const model = wrap(chain([8, 8, 1], () => [
      conv({ trainable: false }),
      flatten(),
      dense(),
      classes(),
    ]));
    const before = weightsOf(model);
    const result = await train(model, data, options({}));
    assertEquals(result.path, path);
    const moved = weightsOf(model).map((values, i) => values.some((v, j) => v !== before[i]![j]));
    assertEquals(moved, [true, true, true, true, false, false]); // tfjs lists frozen weights last
    assertEquals(result.optimizer!.means.map((kind) => kind.length), [4, 4]);
  }
});

Deno.test("train() refuses the state of another optimiser or model, and epochs that lie ahead", async () => {
  const { optimizer: resume } = await train(images(), data, options({ epochs: 1 }));
  const smaller = chain([4], () => [classes()]);
  await assertRejects(
    () => train(smaller, examples(8, 4), options({ resume: resume! })),
    RangeError,
    "Cannot go on training: resume must hold means of 12, 3 values, as the model's weights, " +
      'got "72, 8, 864, 3"',
  );
  await assertRejects(
    () => train(images(), data, options({ optimizer: "sgd", resume: resume! })),
    RangeError,
    'Cannot go on training: resume must be a state of sgd, got "adam"',
  );
  await assertRejects(
    () => train(images(), data, options({ initialEpoch: 5 })),
    RangeError,
    "Cannot train: initialEpoch must be a whole number from 0 to 4, got 5",
  );
});

Deno.test("loadOptimizer() refuses every file that is cut short or has another byte", async () => {
  const file = await Deno.makeTempFile();
  const state = { name: "adam" as const, steps: 3, means: [[Float32Array.of(1, 2)]] };
  await saveOptimizer(state, file);
  const whole = await Deno.readFile(file);
  await fc.assert(fc.asyncProperty(
    fc.nat(whole.length - 1),
    fc.integer({ min: 1, max: 255 }),
    fc.boolean(),
    async (at, change, cut) => {
      const wrong = cut
        ? whole.slice(0, at)
        : whole.map((byte, i) => i === at ? byte ^ change : byte);
      await Deno.writeFile(file, wrong);
      const loaded = await loadOptimizer(file).catch((error) => {
        assert(error instanceof SyntaxError, String(error));
        assert(error.message.startsWith("Cannot load an optimiser: "), error.message);
      });
      // A name of the same length or another number of steps in the header is still a state.
      if (loaded) assertEquals(loaded.means, state.means);
    },
  ));
  await Deno.remove(file);
  assertEquals(tf.getBackend(), "wasm");
});
