import { ACTIVATIONS } from "./activations.ts";
import { LAYERS, WITHOUT_MEANING } from "./layer_rules.ts";
import type { KerasObject, StoredModel } from "./stored_model.ts";

type Config = Record<string, unknown>;
type Layer = KerasObject & { name?: string; inbound_nodes?: unknown[] };

/**
 * Keras's description of a model in tfjs's words.
 *
 * Keras 3's inner form of layers, shapes, types and connections becomes Keras 2's, which tfjs reads.
 * Initialisers become zeros: the weights are in the file.
 *
 * @param model What Keras stored.
 * @returns The topology for `tf.models.modelFromJSON`.
 * @throws {SyntaxError} If a layer, or a setting of one, is none that tfjs knows: all by name.
 */
export function toTfjs({ config, kerasVersion }: StoredModel): KerasObject {
  const translator = new Translator(kerasVersion.startsWith("2"));
  const topology = translator.model(config);
  if (translator.problems.length === 0) return topology;
  throw new SyntaxError(`what it has is not supported: ${translator.problems.join("; ")}`);
}

class Translator {
  readonly problems: string[] = [];
  readonly #keras2: boolean;

  constructor(keras2: boolean) {
    this.#keras2 = keras2;
  }

  model({ class_name, config }: KerasObject): KerasObject {
    const layers = (config["layers"] as Layer[]).map((layer) => this.#layer(layer));
    if (class_name === "Sequential") {
      return { class_name, config: { name: config["name"], layers } };
    }
    const [input_layers, output_layers] = [
      ends(config["input_layers"]),
      ends(config["output_layers"]),
    ];
    return {
      class_name: "Model",
      config: { name: config["name"], layers, input_layers, output_layers },
    };
  }

  #layer({ class_name, config, name, inbound_nodes }: Layer): Layer {
    const called = String(config["name"] ?? name);
    const rule = LAYERS[class_name];
    if (!rule) {
      this.problems.push(`the layer "${called}" (${class_name})`);
      return { class_name, config };
    }
    const { className, renamed = {} } = rule.as?.(config) ?? { className: class_name };
    const settings: Config = { name: called, trainable: config["trainable"] ?? true };
    const shape = config["batch_shape"] ?? config["batch_input_shape"];
    if (shape) settings["batch_input_shape"] = shape;
    for (const [key, value] of Object.entries(config)) {
      if (key in settings || WITHOUT_MEANING.has(key)) continue;
      if (rule.keep.includes(key)) settings[renamed[key] ?? key] = this.#value(key, value, called);
      else if (key === "backward_layer" && isMirror(config["layer"], value)) continue;
      else if (key.endsWith("_initializer")) settings[key] = { class_name: "Zeros", config: {} };
      else if (!isHarmless(value, rule.only?.[key])) {
        this.problems.push(`${key} = ${JSON.stringify(value)} of "${called}" (${class_name})`);
      }
    }
    const result: Layer = { class_name: className, config: settings };
    if (inbound_nodes) Object.assign(result, { name: called, inbound_nodes: nodes(inbound_nodes) });
    return result;
  }

  #value(key: string, value: unknown, layer: string): unknown {
    if (key === "layer") return this.#layer(value as Layer);
    if (key === "axis" && Array.isArray(value) && value.length === 1) return value[0];
    if (key.endsWith("_regularizer") || key.endsWith("_constraint")) return plain(value);
    if (!key.endsWith("activation")) return value;
    const activation = typeof value === "string" ? value : (value as KerasObject).class_name;
    if (this.#keras2 && activation === "hard_sigmoid") return "hardSigmoid";
    const known = ACTIVATIONS[activation];
    if (!known) this.problems.push(`the activation "${activation}" of "${layer}"`);
    return known ?? "linear";
  }
}

/** Whether the layer that reads backwards is the other one but for its direction. */
function isMirror(forward: unknown, backward: unknown): boolean {
  const settings = (layer: unknown) => {
    const { class_name, config } = layer as KerasObject;
    const kept = Object.entries(config).filter(([key]) =>
      key !== "name" && key !== "go_backwards" && !key.endsWith("_initializer")
    );
    return JSON.stringify([class_name, kept]);
  };
  return typeof backward === "object" && backward !== null &&
    settings(forward) === settings(backward);
}

/** Null, false and what tfjs computes anyway can be left out. */
function isHarmless(value: unknown, only: unknown): boolean {
  if (value === null || value === undefined || value === false) return true;
  return JSON.stringify(value) === JSON.stringify(only);
}

/** A regulariser or constraint without Keras 3's names of modules. */
function plain(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  const { class_name, config } = value as KerasObject;
  const l1l2 = ({ L1: true, L2: true })[class_name] ? "L1L2" : class_name;
  return { class_name: l1l2, config };
}

/** `["a", 0, 0]` or a list of such. */
function ends(value: unknown): unknown[] {
  const list = value as unknown[];
  return typeof list[0] === "string" ? [list] : list;
}

/** Keras 3's calls, with tensors that know where they come from, as Keras 2's lists of places. */
function nodes(inbound: unknown[]): unknown[] {
  return inbound.map((node) => {
    if (Array.isArray(node)) return node; // Keras 2
    return histories((node as { args: unknown[] }).args).map((history) => [...history, {}]);
  });
}

function histories(value: unknown): unknown[][] {
  if (Array.isArray(value)) return value.flatMap(histories);
  const config = (value as { config?: { keras_history?: unknown[] } } | null)?.config;
  return config?.keras_history ? [config.keras_history] : [];
}
