import { cannot } from "../../core/mod.ts";
import { checkLabels, type Label, type Labels, sortedLabels } from "../labels.ts";
import { differing } from "./class_counts.ts";

/** True labels by the columns of the scores. */
export type EncodedClasses = {
  /** The class of each column, k of them. */
  classes: Label[];
  /** For each sample the column of its true class, shape `(n)`. */
  codes: Uint32Array;
};

/** The column of each true label: by `labels`, or else by the sorted labels that occur. */
export function encodeClasses(
  action: string,
  yTrue: Labels,
  columns: number,
  labels?: Labels,
): EncodedClasses {
  const near = labels ? undefined : countedClasses(yTrue, columns);
  if (near) return near;
  checkLabels(action, yTrue, yTrue);
  const classes = labels ? differing(action, labels) : sortedLabels(yTrue);
  if (classes.length !== columns) {
    const needed = labels
      ? `labels must name each of ${columns} columns`
      : `yTrue must hold ${columns} classes, one for each column; or name all in labels`;
    throw new RangeError(`${cannot(action, needed)}, got ${classes.length}`);
  }
  const place = new Map(classes.map((label, i) => [label, i]));
  const codes = new Uint32Array(yTrue.length);
  for (let i = 0; i < yTrue.length; i++) {
    const code = place.get(yTrue[i]!);
    if (code === undefined) {
      const needed = `yTrue must hold labels of ${JSON.stringify(classes.slice(0, 20))}`;
      throw new RangeError(cannot(action, needed, yTrue[i]));
    }
    codes[i] = code;
  }
  return { classes, codes };
}

/** The usual case in one pass: labels 0 to k − 1, all of which occur. */
function countedClasses(yTrue: Labels, columns: number): EncodedClasses | undefined {
  const codes = new Uint32Array(yTrue.length);
  const seen = new Uint8Array(columns);
  for (let i = 0; i < yTrue.length; i++) {
    const label = yTrue[i];
    codes[i] = label as number;
    if (codes[i] !== label || codes[i]! >= columns) return undefined;
    seen[codes[i]!] = 1;
  }
  if (seen.includes(0)) return undefined;
  return { classes: Array.from({ length: columns }, (_, label) => label), codes };
}
