import { cannot } from "../../core/mod.ts";

/** The different labels in rising order, and for each sample the place of its own among them. */
export type ClassLabels = { classes: number[]; places: Float64Array };

/** Sorts out which classes there are; stops where there is one only, or a label is not a number. */
export function classLabels(action: string, y: ArrayLike<number>): ClassLabels {
  const labels = Float64Array.from(y);
  const bad = labels.findIndex((label) => !Number.isFinite(label));
  if (bad >= 0) {
    const needed = "labels must be finite numbers";
    throw new RangeError(`${cannot(action, needed, labels[bad])} in row ${bad}`);
  }
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  if (classes.length < 2) {
    throw new RangeError(cannot(action, "y must hold at least two classes", classes));
  }
  const place = new Map(classes.map((label, at) => [label, at]));
  return { classes, places: labels.map((label) => place.get(label)!) };
}
