import { createMatrix } from "../core/mod.ts";
import { type LoadOptions, readDataFile } from "./read_data_file.ts";
import type { Table } from "./table.ts";

/** Cars, what they drink, and what they are called. */
export type AutoMpg = Table & {
  /** Make and model as the source spells them, shape `(n)`. */
  carNames: readonly string[];
};

/**
 * How far 398 cars of 1970 to 1982 go on a gallon, and seven things known of each.
 *
 * The horsepower of six cars is missing: NaN. `modelYear` counts from 1900; `origin` is a class, 1 USA,
 * 2 Europe, 3 Japan, and is to be encoded before it is used as a number. Weight is in pounds,
 * displacement in cubic inches, acceleration in seconds to 60 miles an hour.
 * Litres per 100 km are 235.2146 divided by miles per gallon.
 *
 * @param options Where to look; both parts may be left out.
 * @returns `X` of 398 × 7, `y` in miles per US gallon, from 9 to 46.6.
 * @throws {DataError} `damaged` if the file's SHA-256 is another, `missing` if there is no file.
 *
 * @example
 * ```ts
 * import { loadAutoMpg } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { X, y, carNames } = await loadAutoMpg();
 * assertEquals([carNames[0], y[0], X.rows], ["chevrolet chevelle malibu", 18, 398]);
 * ```
 *
 * Source: R. Quinlan, "Combining instance-based and model-based learning", ICML 1993; UCI Machine
 * Learning Repository, CC BY 4.0.
 */
export async function loadAutoMpg(options: LoadOptions = {}): Promise<AutoMpg> {
  const { text, source } = await readDataFile("auto-mpg", "auto-mpg.data", options);
  const lines = text.trimEnd().split("\n");
  const X = createMatrix(lines.length, FEATURES.length);
  const y = new Float64Array(lines.length);
  const carNames: string[] = [];
  lines.forEach((line, i) => {
    // Columns stand apart by blanks, the name in quotes after a tab.
    const [numbers, name] = line.split("\t") as [string, string];
    const [mpg, ...values] = numbers.trim().split(/ +/).map((field) =>
      field === "?" ? NaN : Number(field)
    );
    y[i] = mpg!;
    X.data.set(values, i * FEATURES.length);
    carNames.push(name.trim().slice(1, -1));
  });
  return { X, y, featureNames: FEATURES, targetName: "miles per gallon", carNames, source };
}

const FEATURES = [
  "cylinders",
  "displacement",
  "horsepower",
  "weight",
  "acceleration",
  "modelYear",
  "origin",
] as const;
