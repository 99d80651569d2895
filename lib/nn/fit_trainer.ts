import * as tf from "@tensorflow/tfjs";
import {
  type Examples,
  type ExampleSizes,
  exampleWriter,
  type NumericExamples,
  targetsOf,
} from "./examples.ts";
import { optimizerStateOf, setOptimizerState } from "./fit_optimizer_state.ts";
import type { Objective } from "./objective.ts";
import { createOptimizer } from "./optimizers.ts";
import type { Trainer, TrainerSettings } from "./trainer.ts";

/**
 * Training by tfjs's `model.fit`: any layer, any optimiser, any backend.
 *
 * @param model The model; it is compiled with `optimizer`.
 * @param data Examples, already checked.
 * @param sizes Their sizes.
 * @param objective What the model is trained for.
 * @param batchSize Examples a step.
 * @param optimizer Made for this training; disposed of at its end.
 */
export function createFitTrainer(
  model: tf.LayersModel,
  data: Examples | NumericExamples,
  sizes: ExampleSizes,
  { loss, metric, logged }: Objective,
  { batchSize, optimizer: name, learningRate, from }: TrainerSettings,
): Trainer {
  const optimizer = createOptimizer(name, learningRate);
  let state = from;
  let isResumed = !from;
  const write = exampleWriter(data, sizes.size);
  let kept = clonesOf(model);
  model.compile({ optimizer, loss, metrics: [metric === "accuracy" ? metric : logged] });
  const each = data.y.length / sizes.n;
  return {
    async epoch(order, onBatch) {
      if (!isResumed) await setOptimizerState(optimizer, from!, model.trainableWeights);
      isResumed = true;
      const { n, size, shape } = sizes;
      const values = new Float32Array(n * size);
      write(order, values);
      const x = tf.tensor(values, [n, ...shape]);
      const y = tf.tensor(targetsOf(order, data.y, each), [n, each]);
      // An error waits until model.fit is over: thrown inside, it would leave tfjs's tensors behind.
      let failure: { error: unknown } | undefined;
      const onBatchEnd = async (_: number, logs?: tf.Logs) => {
        const { size: count, loss, [logged]: mean } = logs as Record<string, number>;
        const sum = mean! * count!;
        const metricSum = metric === "accuracy" ? Math.round(sum) : sum;
        const score = { lossSum: loss! * count!, metricSum };
        const goOn = await onBatch(score, count!).catch((error) => void (failure = { error }));
        if (!goOn) model.stopTraining = true;
      };
      try {
        const callbacks = { onBatchEnd };
        // Already in the order wanted: tfjs's own shuffling cannot be seeded.
        const settings = { epochs: 1, shuffle: false, verbose: 0, yieldEvery: "never" } as const;
        await model.fit(x, y, { ...settings, batchSize, callbacks });
        if (failure) throw failure.error;
      } finally {
        tf.dispose([x, y]);
      }
    },
    async isFinite() {
      const values = await Promise.all(model.weights.map((weight) => weight.read().data()));
      return values.every((weight) => weight.every(Number.isFinite));
    },
    async keep() {
      tf.dispose(kept);
      kept = clonesOf(model);
      state = await optimizerStateOf(optimizer, name, model.trainableWeights.length);
    },
    state: () => state,
    dispose() {
      // Writing applies a constraint, which leaves tensors behind.
      tf.tidy(() => model.weights.forEach((weight, i) => weight.write(kept[i]!)));
      tf.dispose(kept);
      optimizer.dispose();
      disposeMasks(model);
    },
  };
}

/** Second names for the weights' values, which stay when training moves the model on. */
function clonesOf(model: tf.LayersModel): tf.Tensor[] {
  return model.weights.map((weight) => weight.read().clone());
}

/** tfjs keeps what a recurrent layer dropped last until the layer is called anew. */
function disposeMasks(model: tf.LayersModel): void {
  type Masks = Partial<
    Record<"dropoutMask" | "recurrentDropoutMask", tf.Tensor | tf.Tensor[] | null>
  >;
  for (const { cell } of model.layers as { cell?: Masks }[]) {
    for (const name of ["dropoutMask", "recurrentDropoutMask"] as const) {
      if (!cell?.[name]) continue;
      tf.dispose(cell[name]);
      cell[name] = null;
    }
  }
}
