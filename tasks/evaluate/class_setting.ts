import { cannot } from "descent/core";
import { inOrder } from "./label_codes.ts";
import type { Layout } from "./layout.ts";

/** How the labels and probabilities of a file are to be understood. */
export type ClassSetting = {
  /** Numbers kept of a row's probabilities: none, that of the positive label, or one a label. */
  width: number;
  /** The labels of these numbers, in their order. */
  labels: string[];
  /** The label that rates and areas are about, if that is known before reading. */
  positive?: string;
  /** What a row is predicted to be where the probability is below ½ and there is no y_pred. */
  negative?: string;
};

/** Labels that mean "it is so", with what they deny. */
const USUAL: Record<string, string> = { 1: "0", true: "false", True: "False", TRUE: "FALSE" };

/**
 * Finds out what the probabilities of a file are of.
 *
 * @param name The file, for the error text.
 * @param layout Its columns.
 * @param seen True labels of the first rows.
 * @param wanted The positive label asked for, if any.
 * @throws {RangeError} If it cannot be known, or the label asked for has no probability.
 */
export function classSettingOf(
  name: string,
  layout: Layout,
  seen: readonly string[],
  wanted?: string,
): ClassSetting {
  const named = layout.probabilities.flatMap(({ label }) => label ?? []);
  if (wanted !== undefined && named.length > 0 && !named.includes(wanted)) {
    const needed = `--positive must be a label with a probability: ${named.join(", ")}`;
    throw new RangeError(cannot(`read ${name}`, needed, wanted));
  }
  if (layout.probabilities.length === 0 || named.length > 2) {
    const known = wanted === undefined ? {} : { positive: wanted };
    return { width: named.length, labels: named, ...known };
  }
  const positive = wanted ?? positiveOf(named) ?? usualOf(seen);
  if (positive === undefined) {
    const needed = "--positive must name the label that the probability is of: one of " +
      inOrder([...new Set(seen)]).slice(0, 10).join(", ");
    throw new RangeError(cannot(`read ${name}`, needed));
  }
  const negative = USUAL[positive] ?? [...named, ...seen].find((label) => label !== positive);
  if (negative === undefined && layout.yPred < 0) {
    const needed = "there must be a column y_pred, as the first rows have one label only";
    throw new RangeError(cannot(`read ${name}`, needed, positive));
  }
  return { width: 1, labels: [positive], positive, ...negative === undefined ? {} : { negative } };
}

/**
 * Of one or two labels the positive one: `1` or `true`, else the last in order, as scikit-learn has it.
 *
 * @returns Nothing where there are none, or more than two.
 */
export function positiveOf(labels: readonly string[]): string | undefined {
  if (labels.length < 1 || labels.length > 2) return undefined;
  return usualOf(labels) ?? inOrder(labels).at(-1);
}

function usualOf(labels: readonly string[]): string | undefined {
  return Object.keys(USUAL).find((label) => labels.includes(label));
}

/**
 * The second file as the first one is understood.
 *
 * @param setting Of the first file.
 * @param name The second file, for the error text.
 * @param layout Its columns.
 * @returns Its columns in the order of the first, and how many of its probabilities are kept.
 * @throws {RangeError} If it has probabilities of other labels.
 */
export function alignedWith(
  setting: ClassSetting,
  name: string,
  layout: Layout,
): { layout: Layout; setting: ClassSetting } {
  const { probabilities } = layout;
  if (probabilities.length === 0) return { layout, setting: { ...setting, width: 0 } };
  if (setting.width === 1 && probabilities.length <= 2) return { layout, setting };
  const found = setting.labels.flatMap((label) =>
    probabilities.find((one) => one.label === label) ?? []
  );
  if (found.length === setting.width && probabilities.length === setting.width) {
    return { layout: { ...layout, probabilities: found }, setting };
  }
  const needed = `${name} must have the probabilities ${
    setting.labels.map((label) => `p_${label}`).join(", ")
  } too, or none`;
  throw new RangeError(cannot("compare the files", needed));
}
