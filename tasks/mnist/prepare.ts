import type { Digits } from "descent/data";
import { openMachinery } from "../shared/digits/machinery.ts";
import { layerRows } from "../shared/digits/model_table.ts";
import { type Part, type Run, settingsOf } from "../shared/digits/run.ts";
import { differences } from "./documented.ts";
import { openData, type RunData } from "./open_data.ts";
import { grouped } from "./format.ts";
import type { MnistOptions } from "./options.ts";

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
    task: "mnist",
    options,
    settings: settingsOf(options),
    data: { train: partOf(data.train), test: partOf(data.test), source: data.source },
    machinery,
    model,
    layers: layerRows(model.layers),
    differences: differences(options, data),
    reload: false,
    opening: opening(data),
  };
}

/** Images and labels as training takes them: pixels between 0 and 1. */
function partOf(digits: Digits): Part {
  return { digits, examples: { x: digits.images, y: digits.labels, scale: 1 / 255 } };
}

function opening({ train, test, source }: RunData): string[] {
  return [
    `Data:    ${source.name}, ${grouped(train.n)} training and ${grouped(test.n)} test images`,
    ...(source.documented ? [] : [`         ${source.note}`]),
  ];
}
