import { checkInteger } from "../../core/mod.ts";
import type { ClassificationReport, ReportRow } from "./classification_report.ts";

/** What `reportText` may be told. */
export type ReportTextOptions = {
  /** Digits after the point, 0 to 15. @default 2 */
  digits?: number;
};

/** Width of a column of numbers. */
const WIDTH = 9;

/**
 * A classification report as a table of text, line by line as scikit-learn prints it.
 *
 * @param report What `classificationReport` gives.
 * @param options How many digits.
 * @returns Lines with a line feed after each.
 * @throws {RangeError} If `digits` is not a whole number from 0 to 15.
 *
 * @example
 * ```ts
 * import { classificationReport, reportText } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const report = classificationReport(["cat", "cat", "dog", "dog"], ["cat", "cat", "cat", "dog"]);
 * assertEquals(
 *   reportText(report),
 *   `              precision    recall  f1-score   support
 *
 *          cat       0.67      1.00      0.80         2
 *          dog       1.00      0.50      0.67         2
 *
 *     accuracy                           0.75         4
 *    macro avg       0.83      0.75      0.73         4
 * weighted avg       0.83      0.75      0.73         4
 * `,
 * );
 * ```
 */
export function reportText(
  { classes, accuracy, averages, support, weighted }: ClassificationReport,
  { digits = 2 }: ReportTextOptions = {},
): string {
  checkInteger("print a classification report", "digits", digits, 0, 15);
  const names = classes.map(({ name }) => [...name].length);
  const width = Math.max(...names, "weighted avg".length, digits);
  const count = (sum: number) => weighted && Number.isInteger(sum) ? `${sum}.0` : String(sum);
  const line = (name: string, cells: string[]) =>
    `${padStart(name, width)} ${cells.map((cell) => ` ${cell.padStart(WIDTH)}`).join("")}\n`;
  const row = ({ name, precision, recall, f1, support }: ReportRow) =>
    line(name, [...[precision, recall, f1].map((v) => fixed(v, digits)), count(support)]);
  const whole = accuracy === undefined
    ? ""
    : line("accuracy", ["", "", fixed(accuracy, digits), count(support)]);
  return `${line("", ["precision", "recall", "f1-score", "support"])}
${classes.map(row).join("")}
${whole}${averages.map(row).join("")}`;
}

/** By letters, not by UTF-16 units. */
function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - [...text].length)) + text;
}

/** `toFixed` with an exact half going to the even digit, as C and Python print it. */
function fixed(value: number, digits: number): string {
  const scaled = value * 10 ** digits;
  const tie = Number.isInteger(value * 2 ** (digits + 1)) && scaled % 1 === 0.5;
  if (!tie) return value.toFixed(digits);
  const below = Math.floor(scaled);
  return ((below + below % 2) / 10 ** digits).toFixed(digits);
}
