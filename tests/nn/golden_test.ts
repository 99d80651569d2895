import * as tf from "@tensorflow/tfjs";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { useBackend } from "descent/backend";
import { heapOf } from "descent/kernels";
import { documentedCnn, predict } from "descent/nn";
import { assert, assertEquals } from "@std/assert";
import { createCompiledTrainer } from "../../lib/nn/compiled_trainer.ts";
import { checkExamples, exampleWriter } from "../../lib/nn/examples.ts";
import { createFitTrainer } from "../../lib/nn/fit_trainer.ts";
import { objectiveOf } from "../../lib/nn/objective.ts";
import { createPlan } from "../../lib/nn/plan/plan.ts";
import { softmaxCrossEntropyInPlace } from "../../lib/nn/softmax_cross_entropy.ts";
import type { Trainer } from "../../lib/nn/trainer.ts";
import { type GoldenCnn, readGoldenCnn } from "./golden_cnn.ts";

const golden = await readGoldenCnn();
const ignore = golden === null;

/** The documented network with the golden weights. */
async function start({ weights }: GoldenCnn): Promise<tf.Sequential> {
  await useBackend("wasm");
  const model = documentedCnn({ seed: 0 });
  const tensors = weights.map(({ values, shape }) => tf.tensor(values, shape));
  model.setWeights(tensors);
  tf.dispose(tensors);
  return model;
}

/** Mean loss and accuracy of each step through the images in the order of their file. */
async function stepsOf(trainer: Trainer, count: number) {
  const steps: { loss: number; accuracy: number }[] = [];
  await trainer.epoch(Uint32Array.from({ length: count }, (_, i) => i), (score, size) => {
    steps.push({ loss: score.lossSum / size, accuracy: score.metricSum / size });
    return Promise.resolve(true);
  });
  trainer.dispose();
  return steps;
}

type MakeTrainer = (model: tf.Sequential, golden: GoldenCnn) => Trainer;

const TRAINERS: Record<string, MakeTrainer> = {
  compiled(model, { data, batchSize }) {
    const sizes = checkExamples("train", model, data);
    const heap = heapOf(tf.backend() as BackendWasm);
    const options = { batchSize, optimizer: "adam" as const, learningRate: 0.001 };
    return createCompiledTrainer(
      model,
      data,
      sizes,
      objectiveOf(model, data.y),
      heap,
      options,
    ) as Trainer;
  },
  "by model.fit": (model, { data, batchSize }) => {
    const sizes = checkExamples("train", model, data);
    return createFitTrainer(
      model,
      data,
      sizes,
      objectiveOf(model, data.y),
      { batchSize, optimizer: "adam", learningRate: 0.001 },
    );
  },
};

for (const [name, make] of Object.entries(TRAINERS)) {
  Deno.test(`training ${name} follows PyTorch in float64 for 60 steps`, { ignore }, async () => {
    const model = await start(golden!);
    const steps = await stepsOf(make(model, golden!), golden!.data.y.length);
    assertEquals(steps.length, golden!.losses.length);
    steps.forEach(({ loss, accuracy }, i) => {
      const wanted = golden!.losses[i]!;
      assert(Math.abs(loss - wanted) <= 5e-4 * wanted, `step ${i}: loss ${loss}, not ${wanted}`);
      assertEquals(accuracy, golden!.accuracies[i], `accuracy at step ${i}`);
    });
    model.dispose();
  });
}

Deno.test("a plan gives the logits and gradients of PyTorch in float64", { ignore }, async () => {
  const { data, first64 } = golden!;
  const model = await start(golden!);
  const heap = heapOf(tf.backend() as BackendWasm);
  const sample = new Float32Array(64 * 784);
  exampleWriter(data, 784)(Uint32Array.from({ length: 64 }, (_, i) => i), sample);
  const plan = createPlan(model, heap, {
    batchSize: 64,
    sample,
    training: true,
    activation: "softmax",
  });
  assert(typeof plan !== "string");
  heap.floats(plan.input, sample.length).set(sample);
  plan.forward(64);
  const logits = heap.floats(plan.output, 640);
  first64.logits.flat().forEach((wanted, i) => {
    assert(Math.abs(logits[i]! - wanted) <= 1e-5, `logit ${i}: ${logits[i]}, not ${wanted}`);
  });
  const { lossSum } = softmaxCrossEntropyInPlace(logits, data.y.subarray(0, 64), 10);
  assert(Math.abs(lossSum / 64 - first64.loss) <= 1e-5);
  plan.backward(64);
  first64.gradients.forEach(({ sample_indices, sample_values, l2_norm }, k) => {
    const { gradient, size } = plan.parameters[k]!;
    const values = heap.floats(gradient, size);
    const error = Math.hypot(...sample_indices.map((i, j) => values[i]! - sample_values[j]!));
    assert(error <= 1e-5 * Math.hypot(...sample_values), `gradient ${k}: off by ${error}`);
    const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
    assert(Math.abs(norm - l2_norm) <= 1e-5 * l2_norm, `gradient ${k}: norm ${norm}`);
  });
  plan.dispose();
  model.dispose();
});

Deno.test("predict() gives the probabilities of PyTorch in float64", { ignore }, async () => {
  const { data, first64 } = golden!;
  const model = await start(golden!);
  const probabilities = await predict(model, data.x.subarray(0, 64 * 784), { scale: 1 / 255 });
  first64.probabilities.flat().forEach((wanted, i) => {
    assert(Math.abs(probabilities[i]! - wanted) <= 1e-6, `probability ${i}`);
  });
  model.dispose();
});
