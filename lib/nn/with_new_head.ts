import * as tf from "@tensorflow/tfjs";
import { cannot, checkInteger, createPrng } from "../core/mod.ts";
import { drawWeights } from "./draw_weights.ts";

/** Settings of `withNewHead`. */
export type NewHeadOptions = {
  /** Draws the head's weights: a whole number from 0 to 2³² − 1. */
  seed: number;
  /** Outputs of the new head. @default as many as the old one has */
  units?: number;
  /** Whether the copied layers stay as they are when the model is trained. @default true */
  frozen?: boolean;
};

/**
 * A model for a new task out of one that has learnt another: its layers but the last are copied with
 * their weights, and a new last layer of the same kind is drawn. Training then moves the head alone,
 * or everything if `frozen` is false. The model that it came from stays as it was.
 *
 * @param base A chain of layers that ends in a Dense layer.
 * @param options `seed`, `units` and `frozen`.
 * @returns The new model; it shares no weights with `base`.
 * @throws {TypeError} If `base` is no chain of two layers or more, or does not end in a Dense layer.
 * @throws {RangeError} If an option is not such a number.
 *
 * @example
 * ```ts
 * import { useBackend } from "descent/backend";
 * import { regressionNetwork, withNewHead } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const base = regressionNetwork({ inputs: 9, seed: 0 });
 * const model = withNewHead(base, { seed: 1 });
 * assertEquals(model.trainableWeights.map(({ shape }) => shape), [[32, 1], [1]]);
 * ```
 *
 * Source: J. Yosinski et al., "How transferable are features in deep neural networks?", 2014.
 */
export function withNewHead(
  base: tf.LayersModel,
  { seed, units, frozen = true }: NewHeadOptions,
): tf.Sequential {
  const action = "give the model a new head";
  const prng = createPrng(seed);
  if (units !== undefined) checkInteger(action, "units", units, 1);
  const layers = chainOf(base, action);
  const body = layers.slice(0, -1);
  const head = layers.at(-1)!;
  const settings = head.getConfig();
  const copies = body.map((layer) => copyOf(layer, layer.getConfig()));
  copies.push(copyOf(head, units === undefined ? settings : { ...settings, units }));
  const model = drawWeights(tf.sequential({ layers: copies }), prng);
  body.forEach((layer, i) => {
    copies[i]!.setWeights(layer.getWeights());
    if (frozen) copies[i]!.trainable = false;
  });
  return model;
}

function chainOf(base: tf.LayersModel, action: string): tf.layers.Layer[] {
  if (!(base instanceof tf.Sequential)) {
    throw new TypeError(cannot(action, "it must be a chain of layers", base.getClassName()));
  }
  const learning = base.layers.filter((layer) => layer.getClassName() !== "InputLayer");
  const last = base.layers.at(-1)?.getClassName();
  if (last !== "Dense") throw new TypeError(cannot(action, "it must end in a Dense layer", last));
  if (learning.length < 2) {
    throw new TypeError(cannot(action, "there must be a layer before the last", learning.length));
  }
  return base.layers;
}

/** A layer of the same kind and settings, with weights of its own. */
function copyOf(layer: tf.layers.Layer, config: tf.serialization.ConfigDict): tf.layers.Layer {
  const kind = layer.constructor as unknown as {
    fromConfig(kind: unknown, config: tf.serialization.ConfigDict): tf.layers.Layer;
  };
  return kind.fromConfig(kind, config);
}
