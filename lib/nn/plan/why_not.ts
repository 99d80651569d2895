import type * as tf from "@tensorflow/tfjs";
import type { Step } from "./graph.ts";
import { PLAN_LAYERS } from "./layers.ts";

/**
 * Why a plan cannot make these steps, in words; null where it can.
 *
 * @param steps The steps of the model.
 * @param training Whether the plan is for training.
 * @param leaveOut Whether the last step's activation is left to the caller.
 */
export function whyNot(steps: Step[], training: boolean, leaveOut: boolean): string | null {
  for (const [i, step] of steps.entries()) {
    const { layer, sources, outputShape } = step;
    const kind = layer.getClassName();
    const { takes, merges, onlyTraining } = PLAN_LAYERS[kind] ?? {};
    if (onlyTraining && !training) continue;
    const config = leaveOut && i === steps.length - 1
      ? { ...layer.getConfig(), activation: "linear" }
      : layer.getConfig();
    if (!takes?.(config, step) || sources.length > 1 && !merges) {
      return `layer "${layer.name}" (${kind}) is not one it takes`;
    }
    if (outputShape.includes(0)) return `layer "${layer.name}" gives nothing`;
    const more = training && held(layer);
    if (more) return `layer "${layer.name}" has a ${more}`;
  }
  return null;
}

/** What else training has to do for a layer's weights. */
function held(layer: tf.layers.Layer): string | undefined {
  const all: Record<string, unknown> = { ...layer.getConfig(), ...layer }; // some leave some out
  return Object.keys(all).find((key) => /(Regularizer|Constraint)$/.test(key) && all[key]);
}
