import { cannot, checkSameLength, type Matrix, rowsOf } from "../../core/mod.ts";
import { type Label, type Labels, sortedLabels } from "../labels.ts";
import { checkSampleWeight } from "../sample_weight.ts";

/** For each sample the labels that it has, none or several: what multilabel metrics compare. */
export type LabelSets = readonly (readonly Label[])[];

/**
 * Sets of labels from a table of zeros and ones, as multilabel data often come.
 *
 * @param indicators One row a sample and one column a label; 1 where the sample has the label.
 * @param labels Names of the columns. @default their numbers from 0
 * @returns The labels of each sample, in the order of the columns.
 * @throws {RangeError} If an entry is neither 0 nor 1, or there is not one name a column.
 *
 * @example
 * ```ts
 * import { labelSets } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(labelSets([[1, 0], [1, 1], [0, 0]], ["sun", "wind"]), [
 *   ["sun"],
 *   ["sun", "wind"],
 *   [],
 * ]);
 * ```
 */
export function labelSets(
  indicators: Matrix | readonly ArrayLike<number>[],
  labels?: readonly Label[],
): Label[][] {
  const rows = "data" in indicators ? rowsOf(indicators) : indicators.map((row) => Array.from(row));
  const names = labels ?? rows[0]?.map((_, column) => column) ?? [];
  return rows.map((row, i) => {
    if (row.length !== names.length) {
      const needed = `row ${i} must hold one number for each of ${names.length} labels`;
      throw new RangeError(cannot(ACTION, needed, row.length));
    }
    const other = row.find((value) => value !== 0 && value !== 1);
    if (other !== undefined) {
      throw new RangeError(cannot(ACTION, "indicators must be 0 or 1", other));
    }
    return names.filter((_, column) => row[column] === 1);
  });
}

const ACTION = "read labelSets";

/** Whether labels are sets of labels, told from the first of them. */
export function areSets(labels: Labels | LabelSets): labels is LabelSets {
  return typeof labels[0] === "object";
}

/** Sets of both lists by places in one list of labels. */
export type EncodedSets = {
  /** The labels in order, k of them. */
  labels: Label[];
  /** For each sample the places of its labels, each once. */
  yTrue: number[][];
  yPred: number[][];
};

/** Checks sets and names their labels by places, in the order given or sorted. */
export function encodeSets(
  action: string,
  yTrue: Labels | LabelSets,
  yPred: Labels | LabelSets,
  labels?: Labels,
  sampleWeight?: ArrayLike<number>,
): EncodedSets {
  checkSameLength(action, ["yTrue", yTrue.length], ["yPred", yPred.length]);
  checkSampleWeight(action, sampleWeight, yTrue.length);
  const lists = [["yTrue", yTrue], ["yPred", yPred]] as const;
  for (const [name, sets] of lists) checkSets(action, name, sets);
  const order = labels
    ? Array.from(labels)
    : sortedLabels(...yTrue as LabelSets, ...yPred as LabelSets);
  if (order.length === 0) throw new RangeError(cannot(action, "there must be at least one label"));
  const [first] = order;
  const mixed = order.find((label) => typeof label !== typeof first);
  if (mixed !== undefined) {
    const needed = `labels must be of one kind, as the first of them (${typeof first})`;
    throw new TypeError(cannot(action, needed, mixed));
  }
  const place = new Map(order.map((label, i) => [label, i]));
  const [a, b] = lists.map(([, sets]) => (sets as LabelSets).map((set) => placesOf(set, place)));
  return { labels: order, yTrue: a!, yPred: b! };
}

function placesOf(set: readonly Label[], place: Map<Label, number>): number[] {
  return [...new Set(set)].flatMap((label) => place.get(label) ?? []);
}

function checkSets(action: string, name: string, sets: Labels | LabelSets): void {
  for (let i = 0; i < sets.length; i++) {
    const set: unknown = sets[i];
    if (!Array.isArray(set)) {
      const needed = `${name} must hold a list of labels for each sample, as the other does`;
      throw new TypeError(cannot(action, needed, set));
    }
    const bad = set.find((label) =>
      !(typeof label === "string" || typeof label === "boolean" || Number.isSafeInteger(label))
    );
    if (bad !== undefined) {
      throw new RangeError(
        cannot(action, `${name} must hold labels: whole numbers or text`, bad),
      );
    }
  }
}
