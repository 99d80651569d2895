import { columnOf } from "../core/mod.ts";
import { parseCsv } from "./csv.ts";
import { numbersOf } from "./numbers_of.ts";
import { type LoadOptions, readDataFile } from "./read_data_file.ts";
import type { Table } from "./table.ts";

/**
 * Fisher's irises: 150 flowers, 50 of each of three species, four lengths in centimetres.
 *
 * Setosa is set apart by a line; versicolor and virginica overlap. As in scikit-learn, rows 34 and 37
 * follow Fisher's paper, not the file at UCI.
 *
 * @param options Where to look; both parts may be left out.
 * @returns `X` of 150 × 4, `y` the species from 0 to 2.
 * @throws {DataError} `damaged` if the file's SHA-256 is another, `missing` if there is no file.
 *
 * @example
 * ```ts
 * import { loadIris } from "descent/data";
 * import { rowOf } from "descent/core";
 * import { assertEquals } from "@std/assert";
 *
 * const { X, y, targetNames } = await loadIris();
 * assertEquals(rowOf(X, 0), Float64Array.of(5.1, 3.5, 1.4, 0.2));
 * assertEquals(targetNames?.[y[0]!], "setosa");
 * ```
 *
 * Source: R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics
 * 7 (1936); CC BY 4.0 by way of the UCI Machine Learning Repository.
 */
export function loadIris(options: LoadOptions = {}): Promise<Table> {
  return loadTable("iris.csv", "species", ["setosa", "versicolor", "virginica"], options);
}

/**
 * Wines of three growers in one region of Italy: 178 bottles, 13 chemical measures.
 *
 * The measures differ in scale by a factor of a thousand, so that without standardising proline
 * decides every distance.
 *
 * @param options Where to look; both parts may be left out.
 * @returns `X` of 178 × 13, `y` the grower from 0 to 2 (59, 71 and 48 bottles).
 * @throws {DataError} `damaged` if the file's SHA-256 is another, `missing` if there is no file.
 *
 * @example
 * ```ts
 * import { loadWine } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { X, featureNames } = await loadWine();
 * assertEquals([X.rows, X.columns, featureNames.at(-1)], [178, 13, "proline"]);
 * ```
 *
 * Source: S. Aeberhard, M. Forina, UCI Machine Learning Repository (1991), CC BY 4.0.
 */
export function loadWine(options: LoadOptions = {}): Promise<Table> {
  return loadTable("wine.csv", "grower", ["class_0", "class_1", "class_2"], options);
}

/**
 * Diabetes of 442 patients: ten measures at the start, and how far the disease went in one year.
 *
 * In their own units, where scikit-learn's `load_diabetes()` has them scaled:
 * `scaled=False` gives these.
 *
 * @param options Where to look; both parts may be left out.
 * @returns `X` of 442 × 10, `y` from 25 to 346.
 * @throws {DataError} `damaged` if the file's SHA-256 is another, `missing` if there is no file.
 *
 * @example
 * ```ts
 * import { loadDiabetes } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { y } = await loadDiabetes();
 * assertEquals([Math.min(...y), Math.max(...y)], [25, 346]);
 * ```
 *
 * Source: B. Efron, T. Hastie, I. Johnstone, R. Tibshirani, "Least angle regression", Annals of
 * Statistics 32 (2004). No licence is stated; the authors published the numbers with the paper.
 */
export function loadDiabetes(options: LoadOptions = {}): Promise<Table> {
  return loadTable("diabetes_raw.csv", "progression", undefined, options);
}

/**
 * Handwritten digits of 8 × 8 pixels: 1,797 pictures by 13 people, each pixel a count from 0 to 16.
 *
 * A picture of 32 × 32 black or white pixels was cut in blocks of 4 × 4, and the black ones counted.
 *
 * @param options Where to look; both parts may be left out.
 * @returns `X` of 1797 × 64, pixels row by row from the upper left, `y` the digit.
 * @throws {DataError} `damaged` if the file's SHA-256 is another, `missing` if there is no file.
 *
 * @example
 * ```ts
 * import { loadDigits8x8 } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { X, y } = await loadDigits8x8();
 * assertEquals([X.rows, X.columns, Math.max(...X.data), y[4]], [1797, 64, 16, 4]);
 * ```
 *
 * Source: E. Alpaydin, C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning
 * Repository (1998), the test part; CC BY 4.0.
 */
export function loadDigits8x8(options: LoadOptions = {}): Promise<Table> {
  return loadTable("digits.csv", "digit", [..."0123456789"], options);
}

async function loadTable(
  fileName: string,
  targetName: string,
  targetNames: string[] | undefined,
  options: LoadOptions,
): Promise<Table> {
  const { text, source } = await readDataFile("sklearn-toy", fileName, options);
  const csv = parseCsv(text, { name: fileName });
  const featureNames = csv.header.slice(0, -1);
  const X = numbersOf(csv, featureNames, { name: fileName });
  const y = columnOf(numbersOf(csv, ["target"], { name: fileName }), 0);
  return { X, y, featureNames, targetName, ...(targetNames && { targetNames }), source };
}
