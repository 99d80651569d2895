import type { ClassSetting } from "./class_setting.ts";
import type { Layout } from "./layout.ts";
import { entriesOf } from "./list_field.ts";

/** What a file says about one sample of a classification. */
export type Labelled = {
  yTrue: string;
  yPred: string;
  /** The probabilities that the setting keeps. */
  probabilities: number[];
};

/** What a file says about one sample of a regression. */
export type Numbered = { yTrue: number; yPred: number };

/** Probabilities written with two digits do not sum to 1; they are divided by their sum. */
const SUM_SLACK = 0.02;

/**
 * Reads a row of a classification, or says what is wrong with it.
 *
 * @param fields The fields of the row, as many as the file has columns.
 * @param layout Where everything stands.
 * @param setting What probabilities are of.
 */
export function parseLabelled(
  fields: readonly string[],
  layout: Layout,
  setting: ClassSetting,
): Labelled | string {
  const yTrue = labelOf(fields[layout.yTrue]!);
  if (yTrue === "") return "y_true is missing";
  const given = probabilitiesOf(fields, layout);
  if (typeof given === "string") return given;
  const { probabilities: columns } = layout;
  if (columns.length > 1 && !columns.some(({ label }) => label === yTrue)) {
    return `y_true is ${shown(yTrue)}, which has no p_${yTrue}`;
  }
  const isPair = columns.length === 2;
  const probabilities = isPair
    ? [given[columns[0]!.label === setting.positive ? 0 : 1]!]
    : columns.length === 1 && columns[0]!.label === setting.negative
    ? [1 - given[0]!]
    : given;
  if (layout.yPred < 0) {
    return { yTrue, yPred: mostProbable(probabilities, setting), probabilities };
  }
  const yPred = labelOf(fields[layout.yPred]!);
  return yPred === "" ? "y_pred is missing" : { yTrue, yPred, probabilities };
}

/** Reads a row of a regression, or says what is wrong with it. */
export function parseNumbers(fields: readonly string[], layout: Layout): Numbered | string {
  const yTrue = numberOf(fields[layout.yTrue]!);
  if (yTrue === undefined) return `y_true is ${shown(fields[layout.yTrue]!)}, not a number`;
  const yPred = numberOf(fields[layout.yPred]!);
  if (yPred === undefined) return `y_pred is ${shown(fields[layout.yPred]!)}, not a number`;
  return { yTrue, yPred };
}

/** The label in one form: pandas writes whole numbers as `1.0` where a column has gaps. */
export function labelOf(text: string): string {
  const label = text.trim();
  return label.endsWith("0") && /^-?\d+\.0+$/.test(label)
    ? label.slice(0, label.indexOf("."))
    : label;
}

/** The finite number that a field holds. */
export function numberOf(text: string): number | undefined {
  const value = Number(text);
  return Number.isFinite(value) && (value !== 0 || text.trim() !== "") ? value : undefined;
}

/** The probabilities as the columns have them, summing to 1 if there are several. */
function probabilitiesOf(
  fields: readonly string[],
  { probabilities }: Layout,
): number[] | string {
  const given: number[] = [];
  let sum = 0;
  const entries = probabilities[0]?.isEntry ? entriesOf(fields[probabilities[0].at]!) : undefined;
  if (probabilities[0]?.isEntry && entries?.size !== probabilities.length) {
    return `its probabilities are ${shown(fields[probabilities[0].at]!)}, not ` +
      `${probabilities.length} numbers`;
  }
  for (const { at, name, label } of probabilities) {
    const text = entries ? entries.get(label!) ?? "" : fields[at]!;
    const value = numberOf(text);
    if (value === undefined) return `${name} is ${shown(text)}, not a number`;
    if (value < 0 || value > 1) return `${name} is ${value}, not from 0 to 1`;
    sum += value;
    given.push(value);
  }
  if (given.length < 2) return given;
  if (Math.abs(sum - 1) > SUM_SLACK) {
    return `the probabilities sum to ${Number(sum.toPrecision(6))}, not 1`;
  }
  for (let k = 0; k < given.length; k++) given[k]! /= sum;
  return given;
}

function mostProbable(probabilities: number[], setting: ClassSetting): string {
  const { width, labels, positive, negative } = setting;
  if (width === 1) return probabilities[0]! >= 0.5 ? positive! : negative!;
  let best = 0;
  for (let k = 1; k < width; k++) if (probabilities[k]! > probabilities[best]!) best = k;
  return labels[best]!;
}

function shown(text: string): string {
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return text.trim() === "" ? "missing" : JSON.stringify(short);
}
