import type * as tf from "@tensorflow/tfjs";
import type { Step } from "./graph.ts";

/**
 * The activation that a model's last layer ends in and that the loss, or whoever predicts, takes with
 * it: "softmax", "sigmoid" or "linear", the last also where the layer computes its own.
 */
export function endingOf(layer: tf.layers.Layer): string {
  const kind = layer.getClassName();
  if (kind === "Softmax") return "softmax";
  const { activation } = layer.getConfig();
  const isLeft = activation === "softmax" || activation === "sigmoid";
  return isLeft && (kind === "Dense" || kind === "Activation") ? activation : "linear";
}

/** Why the steps do not end in an activation, in words; null where they do. Any do in "linear". */
export function endsIn(steps: readonly Step[], activation: string): string | null {
  const last = steps.at(-1);
  if (activation === "linear" || last && endingOf(last.layer) === activation) return null;
  return `the model does not end in ${activation}`;
}
