import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { train, type TrainOptions } from "descent/nn";
import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { chain, classes, conv, examples, flatten, LITTLE_INK, PATHS, weightsOf } from "./toys.ts";

await useBackend("wasm");

const data = examples(10, 144, LITTLE_INK);
const EPOCHS = 3;
const STEPS = 3; // batches of four, four and two

for (const { path, wrap } of PATHS) {
  /** Trains for three epochs; also gives the weights at the start and after each epoch. */
  const run = async (options: Partial<TrainOptions>) => {
    const model = wrap(chain([12, 12, 1], () => [conv(), flatten(), classes()]));
    const weights = [weightsOf(model)];
    const before = tf.memory().numTensors;
    const result = await train(model, data, {
      ...{ epochs: EPOCHS, batchSize: 4, seed: 3, progress: "none", ...options },
      onEpoch: () => void weights.push(weightsOf(model)),
    });
    assertEquals(tf.memory().numTensors, before);
    const last = weightsOf(model);
    model.dispose();
    return { ...result, weights, last };
  };

  /** The same, stopped at a step; both from 1. */
  const stopAt = (epoch: number, step: number) => {
    const controller = new AbortController();
    const onStep: TrainOptions["onStep"] = (log) => {
      if (log.epoch === epoch && log.step === step) controller.abort();
    };
    return run({ signal: controller.signal, onStep });
  };

  Deno.test(`train(), ${path}, keeps the start's weights when it is stopped in the first epoch`, async () => {
    for (const step of [1, 2]) {
      const { stopped, epochs, steps, last, weights } = await stopAt(1, step);
      assertEquals({ stopped, epochs, steps }, {
        stopped: { epoch: 1, step },
        epochs: [],
        steps: step,
      });
      assertEquals(last, weights[0]);
    }
  });

  Deno.test(`train(), ${path}, keeps the last finished epoch's weights when it is stopped`, async () => {
    const whole = await run({});
    for (const epoch of [2, 3]) {
      for (const step of [1, 2]) {
        const result = await stopAt(epoch, step);
        assertEquals(result.stopped, { epoch, step });
        assertEquals(result.steps, (epoch - 1) * STEPS + step);
        assertEquals(result.epochs.map(({ loss }) => loss), losses(whole).slice(0, epoch - 1));
        assertEquals(result.last, whole.weights[epoch - 1]);
        assertNotEquals(result.last, whole.weights[epoch - 2]);
      }
    }
  });

  Deno.test(`train(), ${path}, finishes an epoch that is stopped at its last step`, async () => {
    const { stopped, epochs, last, weights } = await stopAt(1, STEPS);
    assertEquals([stopped, epochs.length], [{ epoch: 2, step: 0 }, 1]);
    assertEquals(last, weights[1]);
  });

  Deno.test(`train(), ${path}, is not stopped by a signal at the very last step`, async () => {
    const { stopped, epochs } = await stopAt(EPOCHS, STEPS);
    assertEquals([stopped, epochs.length], [undefined, EPOCHS]);
  });

  Deno.test(`train(), ${path}, makes no step when the signal comes before the start`, async () => {
    const { stopped, epochs, steps, last, weights } = await run({ signal: AbortSignal.abort() });
    assertEquals({ stopped, epochs, steps }, {
      stopped: { epoch: 1, step: 0 },
      epochs: [],
      steps: 0,
    });
    assertEquals(last, weights[0]);
  });

  Deno.test(`train(), ${path}, lets timers through, in one long epoch too`, async () => {
    const model = wrap(chain([2], () => [classes()]));
    const long = examples(400, 2);
    const onStep = () => {
      const stop = performance.now() + 5; // 400 such steps take two seconds
      while (performance.now() < stop);
    };
    const options = { epochs: 1, batchSize: 1, seed: 0, progress: "none" as const, onStep };
    const result = await train(model, long, { ...options, signal: AbortSignal.timeout(20) });
    assert(result.stopped!.step > 0, "some steps were made");
    assertEquals([result.stopped!.epoch, result.epochs.length], [1, 0]);
    model.dispose();
  });

  Deno.test(`train(), ${path}, can go on with a model whose training was stopped`, async () => {
    const model = wrap(chain([12, 12, 1], () => [conv(), flatten(), classes()]));
    const options = { epochs: 1, batchSize: 4, seed: 3, progress: "none" as const };
    const controller = new AbortController();
    const onStep = () => controller.abort();
    await train(model, data, { ...options, signal: controller.signal, onStep });
    const again = await train(model, data, options);
    assertEquals([again.steps, again.stopped, losses(again)], [
      3,
      undefined,
      losses(await run({})).slice(0, 1),
    ]);
    model.dispose();
  });

  Deno.test(`train(), ${path}, stops at a loss that is not a number, with the last finished epoch's weights`, async () => {
    for (const badEpoch of [1, 2]) {
      const model = wrap(chain([12, 12, 1], () => [conv(), flatten(), classes()]));
      const own = structuredClone(data);
      if (badEpoch === 1) own.x.fill(NaN);
      let kept = weightsOf(model);
      const onEpoch = () => {
        kept = weightsOf(model);
        own.x.fill(NaN);
      };
      const before = tf.memory().numTensors;
      const options = { epochs: 3, batchSize: 4, seed: 3, progress: "none" as const, onEpoch };
      await assertRejects(
        () => train(model, own, options),
        RangeError,
        `Cannot train: the loss must stay finite at epoch ${badEpoch}, step 1; ` +
          "try a learningRate below 0.001, got NaN",
      );
      assertEquals(weightsOf(model), kept);
      assertEquals(tf.memory().numTensors, before);
      model.dispose();
    }
  });

  Deno.test(`train(), ${path}, passes on what a callback throws, with the last finished epoch's weights`, async () => {
    const model = wrap(chain([12, 12, 1], () => [conv(), flatten(), classes()]));
    const start = weightsOf(model);
    const before = tf.memory().numTensors;
    const onStep = () => {
      throw new SyntaxError("out of ink");
    };
    const options = { epochs: 1, batchSize: 4, seed: 3, progress: "none" as const };
    await assertRejects(
      () => train(model, data, { ...options, onStep }),
      SyntaxError,
      "out of ink",
    );
    assertEquals(weightsOf(model), start);
    const onEpoch = () => Promise.reject(new SyntaxError("out of paper"));
    await assertRejects(
      () => train(model, data, { ...options, onEpoch }),
      SyntaxError,
      "out of paper",
    );
    assertEquals(tf.memory().numTensors, before);
    model.dispose();
  });
}

function losses({ epochs }: { epochs: { loss: number }[] }): number[] {
  return epochs.map(({ loss }) => loss);
}

Deno.test("train() stops when a last step takes the weights out of float32", async () => {
  const model = chain([2], () => [classes()]);
  const start = weightsOf(model);
  const one = { x: Float32Array.of(1, 1), y: Uint8Array.of(0) };
  const options = { epochs: 1, seed: 0, optimizer: "sgd", learningRate: 1e39 } as const;
  await assertRejects(
    () => train(model, one, { ...options, progress: "none" }),
    RangeError,
    "Cannot train: the weights must stay finite at epoch 1; try a learningRate below 1e+39",
  );
  assertEquals(weightsOf(model), start);
  model.dispose();
});
