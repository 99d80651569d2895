import { type DataSource, type LoadOptions, readDataFile } from "./read_data_file.ts";

/** Texts and the class of each, as plain values. */
export type LabelledTexts = {
  /** The texts, shape `(n)`. */
  texts: readonly string[];
  /** The class of each, from 0 to k − 1, shape `(n)`. */
  y: Float64Array<ArrayBuffer>;
  /** What `y` holds. */
  targetName: string;
  /** The names of the classes 0 to k − 1. */
  targetNames: readonly string[];
  /** Where the texts come from. */
  source: DataSource;
};

/**
 * Short reports on products and from a factory in three classes, which come with Descent: 320 each,
 * mixed, 90 of the 960 in Chinese.
 *
 * The classes speak of the same things ("The kettle …"), so that a noun alone tells little. Neutral
 * reports state facts and do not judge.
 *
 * @param options Where to look; both parts may be left out.
 * @returns 960 texts; `y` is 0 for negative, 1 for neutral, 2 for positive.
 * @throws {DataError} `damaged` if the file's SHA-256 is another, `missing` if there is no file.
 *
 * @example
 * ```ts
 * import { loadReports } from "descent/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { texts, y, targetNames } = await loadReports();
 * const i = texts.indexOf("Worth every cent.");
 * assertEquals([texts.length, targetNames[y[i]!]], [960, "positive"]);
 * ```
 */
export async function loadReports(options: LoadOptions = {}): Promise<LabelledTexts> {
  const { text, source } = await readDataFile("reports", "reports.tsv", options);
  const rows = text.trimEnd().split("\n").slice(1).map((line) => line.split("\t"));
  const targetNames = ["negative", "neutral", "positive"];
  return {
    texts: rows.map(([, report]) => report!),
    y: Float64Array.from(rows, ([label]) => targetNames.indexOf(label!)),
    targetName: "verdict",
    targetNames,
    source,
  };
}

/**
 * Sentences from reviews, 1,000 of products (Amazon) and 1,000 of restaurants (Yelp), half of each
 * negative and half positive.
 *
 * The authors chose sentences that are clearly one or the other, so a good score here says little about
 * whole reviews. The set does not come with Descent: it is looked for in the folder of `DESCENT_DATA`
 * and in `data/`.
 *
 * @param options Where to look; both parts may be left out.
 * @returns 2,000 texts, products first; `y` is 0 for negative, 1 for positive.
 * @throws {DataError} `missing` if no folder has the files, `damaged` if one is another.
 *
 * @example Where it is not on this machine
 * ```ts
 * import { DataError, loadSentimentSentences } from "descent/data";
 * import { assertRejects } from "@std/assert";
 *
 * const dir = await Deno.makeTempDir();
 * await assertRejects(() => loadSentimentSentences({ dir }), DataError, "Cannot find sentiment-sentences");
 * ```
 *
 * Source: D. Kotzias, M. Denil, N. de Freitas, P. Smyth, "From group to individual labels using deep
 * features", KDD 2015; UCI Machine Learning Repository, CC BY 4.0.
 */
export async function loadSentimentSentences(options: LoadOptions = {}): Promise<LabelledTexts> {
  const files = ["amazon_cells_labelled.txt", "yelp_labelled.txt"];
  const parts = [];
  for (const file of files) parts.push(await readDataFile("sentiment-sentences", file, options));
  // A quote is a character of the text here, not a frame around it: no CSV.
  const rows = parts.flatMap(({ text }) => text.trimEnd().split("\n")).map((row) =>
    row.split("\t")
  );
  return {
    texts: rows.map(([sentence]) => sentence!.trim()),
    y: Float64Array.from(rows, ([, label]) => Number(label)),
    targetName: "verdict",
    targetNames: ["negative", "positive"],
    source: { ...parts[0]!.source, files: parts.flatMap(({ source }) => source.files) },
  };
}
