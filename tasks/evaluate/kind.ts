import type { Row } from "./read_rows.ts";
import type { Layout } from "./layout.ts";
import type { EvaluateOptions } from "./options.ts";
import { numberOf } from "./parse_row.ts";

/** Rows looked at. */
export const HEAD = 10_000;

/** More different whole numbers than this are no labels. */
const LABELS = 100;

/**
 * Whether a file is about labels or about numbers: numbers where the true and predicted values are,
 * with fractions or more than 100 different ones, and there are no probabilities.
 *
 * @param wanted What was asked for.
 * @param layout The columns.
 * @param rows The first rows.
 */
export function kindOf(
  wanted: EvaluateOptions["kind"],
  layout: Layout,
  rows: readonly Row[],
): "classification" | "regression" {
  if (wanted !== "auto") return wanted;
  if (layout.probabilities.length > 0 || layout.yPred < 0) return "classification";
  const different = new Set<number>();
  let [numbers, fractions] = [0, 0];
  for (const { fields } of rows.slice(0, HEAD)) {
    const yTrue = numberOf(fields[layout.yTrue]!);
    const yPred = numberOf(fields[layout.yPred]!);
    if (yTrue === undefined || yPred === undefined) continue;
    numbers++;
    different.add(yTrue);
    if (!Number.isInteger(yTrue) || !Number.isInteger(yPred)) fractions++;
  }
  const areNumbers = numbers > rows.length / 2; // some rows may be bad
  return areNumbers && (fractions > 0 || different.size > LABELS) ? "regression" : "classification";
}
