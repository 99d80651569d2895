import type * as tf from "@tensorflow/tfjs";

/** A layer in a model's description. */
type Described = { class_name: string; config: Record<string, unknown> };

/**
 * Writes into the description of depthwise and separable convolutions how many filters each channel
 * has. tfjs forgets it, and then cannot load the weights of the model that it saved.
 *
 * @param layers Descriptions of layers of the model; changed in place.
 * @param model The model.
 */
export function restoreDepthMultipliers(layers: readonly Described[], model: tf.LayersModel): void {
  for (const { class_name, config } of layers) {
    if (class_name !== "SeparableConv2D" && class_name !== "DepthwiseConv2D") continue;
    const [depthwise] = model.getLayer(config["name"] as string).getWeights();
    config["depth_multiplier"] = depthwise!.shape[3];
  }
}
