import { openMachinery } from "../shared/digits/machinery.ts";
import { layerRows } from "../shared/digits/model_table.ts";
import { type Part, type Run, settingsOf } from "../shared/digits/run.ts";
import { grouped } from "../mnist/format.ts";
import type { Digits } from "descent/data";
import { differences } from "./documented.ts";
import { type DigitParts, openDigits } from "./open_digits.ts";
import type { DigitsOptions } from "./options.ts";
import { fitPixels } from "./scale_pixels.ts";

/**
 * Gets everything ready for the first step: reads, splits and scales the digits, builds the network.
 *
 * @param options What was asked for.
 * @param signal Stops a download.
 * @returns The run.
 */
export async function prepare(options: DigitsOptions, signal: AbortSignal): Promise<Run> {
  const [parts, machinery] = await Promise.all([
    openDigits(options, signal),
    openMachinery(options),
  ]);
  const { train, validation, test, source } = parts;
  const scale = fitPixels(train, options);
  const partOf = (digits: Digits): Part => ({
    digits,
    examples: { x: scale(digits), y: digits.labels },
  });
  const { digitsCnn, pooledCnn } = machinery.nn;
  const create = options.model === "pipeline" ? digitsCnn : pooledCnn;
  const model = create({ seed: options.seed, side: train.height });
  return {
    task: "digits",
    options,
    settings: {
      data: options.data,
      model: options.model,
      binarize: options.binarize,
      ...settingsOf(options),
    },
    data: { train: partOf(train), validation: partOf(validation), test: partOf(test), source },
    machinery,
    model,
    layers: layerRows(model.layers),
    differences: differences(options, source),
    reload: true,
    opening: opening(parts, options),
  };
}

function opening(
  { train, validation, test, source }: DigitParts,
  { binarize }: DigitsOptions,
): string[] {
  const counts = [train, validation, test].map(({ n }) => grouped(n));
  return [
    `Data:    ${source.name}, ${counts[0]} to train, ${counts[1]} to validate, ${
      counts[2]
    } to test`,
    ...(source.documented ? [] : [`         ${source.note}`]),
    `Pixels:  ${binarize ? "black or white, " : ""}scaled to mean 0 and deviation 1`,
  ];
}
