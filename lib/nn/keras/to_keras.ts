import type * as tf from "@tensorflow/tfjs";
import { restoreDepthMultipliers } from "../depth_multiplier.ts";
import { ACTIVATIONS } from "./activations.ts";
import { LAYERS } from "./layer_rules.ts";
import type { KerasObject } from "./stored_model.ts";

type Layer = KerasObject & { name?: string; inbound_nodes?: unknown[] };

/** Our and tfjs's classes that Keras knows by another name, and what that name then has to say. */
const NAMES: Record<string, { class_name: string; more?: Record<string, unknown> }> = {
  CausalConv1D: { class_name: "Conv1D", more: { padding: "causal" } },
  GRU: { class_name: "GRU", more: { reset_after: false } },
  ResetAfterGRU: { class_name: "GRU", more: { reset_after: true } },
};

/** Keras 3's names of activations by those of tfjs; tfjs's own "hardSigmoid" has none. */
const KERAS_ACTIVATIONS = new Map(
  Object.entries(ACTIVATIONS).map(([keras, own]) => [own, keras]),
);

/**
 * A model's layers in Keras 3's words: what `to_tfjs.ts` undoes.
 *
 * @param model The model.
 * @returns What `model.save("x.h5")` of Keras writes as `model_config`.
 * @throws {TypeError} If a layer, or an activation, is none that Keras 3 computes alike: all by name.
 */
export function toKeras(model: tf.LayersModel): KerasObject {
  const { class_name, config } = model.toJSON(null, false) as unknown as KerasObject;
  const problems: string[] = [];
  const layers = config["layers"] as Layer[];
  const translated = layers.map((layer) => translate(layer, problems));
  if (layers[0]!.class_name !== "InputLayer") translated.unshift(inputOf(layers[0]!));
  restoreDepthMultipliers(translated, model);
  if (problems.length > 0) throw new TypeError(`Keras 3 does not know ${problems.join("; ")}`);
  const { input_layers, output_layers, name } = config;
  if (class_name === "Sequential") {
    return { class_name, config: { name, trainable: true, layers: translated } };
  }
  return {
    class_name: "Functional",
    config: { name, trainable: true, layers: translated, input_layers, output_layers },
  };
}

function translate(layer: Layer, problems: string[]): Layer {
  if (layer.class_name !== "InputLayer") return withoutDefaults(layer, problems);
  const { batch_input_shape: batch_shape, dtype, name } = layer.config;
  return { ...rest(layer), class_name: "InputLayer", config: { batch_shape, dtype, name } };
}

/** The input of a chain whose first layer carries its shape. */
function inputOf({ config }: Layer): Layer {
  const { batch_input_shape: batch_shape, dtype = "float32", name } = config;
  return { class_name: "InputLayer", config: { batch_shape, dtype, name: `${name}_input` } };
}

function withoutDefaults(layer: Layer, problems: string[]): Layer {
  const { class_name, more = {} } = NAMES[layer.class_name] ?? { class_name: layer.class_name };
  const name = layer.config["name"];
  const rule = LAYERS[class_name];
  if (!rule) problems.push(`the layer "${name}" (${layer.class_name})`);
  const config: Record<string, unknown> = {
    name,
    trainable: layer.config["trainable"] ?? true,
    dtype: "float32",
  };
  const { renamed = {} } = rule?.as?.(layer.config) ?? {};
  const back = new Map(Object.entries(renamed).map(([keras, own]) => [own, keras]));
  for (const [key, value] of Object.entries(layer.config)) {
    const wanted = rule?.keep.includes(key) || key.endsWith("_initializer");
    if (!wanted || key === "batch_input_shape") continue;
    config[back.get(key) ?? key] = translateValue(key, value, String(name), problems);
  }
  const ours = { module: "keras.layers", registered_name: null };
  return { ...ours, ...rest(layer), class_name, config: { ...config, ...more } };
}

function translateValue(key: string, value: unknown, layer: string, problems: string[]): unknown {
  if (key === "layer") return withoutDefaults(value as Layer, problems);
  if (!key.endsWith("activation")) return value;
  const own = typeof value === "string" ? value : (value as KerasObject).class_name;
  const known = KERAS_ACTIVATIONS.get(camelCase(own));
  if (!known) {
    const advice = own === "hard_sigmoid" ? ' (take "sigmoid", which is Keras\'s default)' : "";
    problems.push(`the activation "${own}" of the layer "${layer}"${advice}`);
  }
  return known;
}

/** What stands beside a layer's settings: its name and its connections. */
function rest({ name, inbound_nodes }: Layer): Partial<Layer> {
  return inbound_nodes ? { name: name!, inbound_nodes } : {};
}

function camelCase(name: string): string {
  return name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
