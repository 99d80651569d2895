import * as tf from "@tensorflow/tfjs";
import type { OptimizerState } from "./optimizer_state.ts";
import type { OptimizerName } from "./optimizers.ts";

/**
 * What one of tfjs's optimisers has learnt, or undefined where it does not tell.
 *
 * @param optimizer The optimiser.
 * @param name Its name.
 * @param count Weights that it changes: its means come kind by kind, so many of each.
 */
export async function optimizerStateOf(
  optimizer: tf.Optimizer,
  name: OptimizerName,
  count: number,
): Promise<OptimizerState | undefined> {
  const weights = await optimizer.getWeights().catch(() => undefined);
  const [iterations, ...means] = weights ?? [];
  if (!iterations) return undefined;
  const steps = (await iterations.tensor.data())[0]!;
  iterations.tensor.dispose(); // made for the answer; the means are the optimiser's own
  const values = await Promise.all(means.map(({ tensor }) => tensor.data<"float32">()));
  const kinds = count === 0 ? 0 : values.length / count;
  return {
    name,
    steps,
    means: Array.from(
      { length: kinds },
      (_, kind) => values.slice(kind * count, (kind + 1) * count).map((mean) => mean.slice()),
    ),
  };
}

/** Gives one of tfjs's optimisers what another has learnt about the same weights. */
export async function setOptimizerState(
  optimizer: tf.Optimizer,
  { steps, means }: OptimizerState,
  weights: readonly tf.LayerVariable[],
): Promise<void> {
  const tensors = means.flatMap((kind) =>
    kind.map((mean, i) => ({
      name: weights[i]!.originalName,
      tensor: tf.tensor(mean, weights[i]!.shape as number[]),
    }))
  );
  const iterations = { name: "iter", tensor: tf.scalar(steps, "int32") };
  await optimizer.setWeights([iterations, ...tensors]);
  tf.dispose([iterations.tensor, ...tensors.map(({ tensor }) => tensor)]);
}
