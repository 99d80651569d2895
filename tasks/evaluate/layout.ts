import { cannot } from "descent/core";
import { labelOf } from "./parse_row.ts";
import type { Table } from "./read_table.ts";

/** Where in a row everything stands; −1 for what the file does not have. */
export type Layout = {
  yTrue: number;
  yPred: number;
  id: number;
  /** The columns of the slices, in the order asked for. */
  slices: number[];
  /**
   * Probabilities, and the label of each; one without a label is of the positive one. All of them may
   * be entries of one field.
   */
  probabilities: { at: number; name: string; label?: string; isEntry?: boolean }[];
};

/** Names under which the probability of the positive label goes. */
const SCORES = ["probability", "probabilities", "score", "y_prob", "y_proba", "y_score"];

/**
 * Finds the columns of a file.
 *
 * @param table The file, whose columns are looked at.
 * @param slices The columns asked for; a second file need not have them.
 * @param isSecond Whether it is the file to compare with.
 * @throws {RangeError} If one is missing, or probabilities come in two forms.
 */
export function layoutOf({ name, columns }: Table, slices: string[], isSecond: boolean): Layout {
  const action = `read ${name}`;
  const has = columns.map((column) => column || "(no name)").join(", ");
  const place = (column: string) => {
    const at = columns.indexOf(column);
    if (at >= 0) return at;
    throw new RangeError(cannot(action, `there must be a column ${column}; it has ${has}`));
  };
  const probabilities = probabilityColumns(action, columns, slices);
  const yPred = columns.indexOf("y_pred");
  if (yPred < 0 && probabilities.length === 0) place("y_pred");
  return {
    yTrue: place("y_true"),
    yPred,
    id: columns.indexOf("id"),
    slices: isSecond ? [] : slices.map(place),
    probabilities,
  };
}

function probabilityColumns(
  action: string,
  columns: string[],
  slices: string[],
): Layout["probabilities"] {
  const labelled = columns.flatMap((name, at) =>
    name.startsWith("p_") && name.length > 2 && !slices.includes(name)
      ? [{ at, name, label: labelOf(name.slice(2)) }]
      : []
  );
  const scores = columns.flatMap((name, at) =>
    SCORES.includes(name) && !slices.includes(name) ? [{ at, name }] : []
  );
  if (labelled.length > 0 && scores.length === 0) return labelled;
  if (scores.length <= 1 && labelled.length === 0) return scores;
  const names = [...labelled, ...scores].map(({ name }) => name).join(", ");
  throw new RangeError(cannot(action, `probabilities must come in one form, not as ${names}`));
}
