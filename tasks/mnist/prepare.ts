import { differences } from "./documented.ts";
import { type Machinery, openMachinery } from "./machinery.ts";
import { openData, type RunData } from "./open_data.ts";
import { type LayerRow, layerRows } from "./model_table.ts";
import type { MnistOptions } from "./options.ts";

/** A run that is ready for its first step. */
export type Run = {
  options: MnistOptions;
  data: RunData;
  machinery: Machinery;
  model: ReturnType<Machinery["nn"]["documentedCnn"]>;
  layers: LayerRow[];
  /** How it differs from the documented run; empty for that one. */
  differences: string[];
};

/**
 * Gets everything ready for the first step: reads the images while TensorFlow.js starts.
 *
 * @param options What was asked for.
 * @param signal Stops a download.
 * @returns The run.
 */
export async function prepare(options: MnistOptions, signal: AbortSignal): Promise<Run> {
  const [data, machinery] = await Promise.all([openData(options, signal), openMachinery(options)]);
  const model = machinery.nn.documentedCnn({ seed: options.seed });
  return {
    options,
    data,
    machinery,
    model,
    layers: layerRows(model.layers),
    differences: differences(options, data),
  };
}
