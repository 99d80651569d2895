import { cannot, checkSameLength } from "../core/mod.ts";

/** The name of a class: a whole number, a text, or a truth value. */
export type Label = number | string | boolean;

/** One label for each sample, shape `(n)`: an array, or a typed array of whole numbers. */
export type Labels = ArrayLike<Label>;

/** Stops unless both lists hold labels of one kind, one for each sample, and at least one. */
export function checkLabels(action: string, yTrue: Labels, yPred: Labels): void {
  checkSameLength(action, ["yTrue", yTrue.length], ["yPred", yPred.length]);
  const kind = typeof yTrue[0];
  checkKind(action, "yTrue", yTrue, kind);
  checkKind(action, "yPred", yPred, kind);
}

function checkKind(action: string, name: string, labels: Labels, kind: string): void {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    // Probabilities in place of labels are the mistake that this is for.
    if (typeof label === "number" && !Number.isSafeInteger(label)) {
      throw new RangeError(
        cannot(action, `${name} must hold labels: whole numbers or text`, label),
      );
    }
    if (typeof label !== kind || kind === "object" || kind === "undefined") {
      const needed = `${name} must hold labels of one kind, as the first of yTrue (${kind})`;
      throw new TypeError(cannot(action, needed, label));
    }
  }
}

/**
 * The different labels that occur, in order: numbers upward, text by Unicode code point in every
 * language alike, `false` before `true`.
 */
export function sortedLabels(...lists: Labels[]): Label[] {
  const seen = new Set(lists.flatMap((labels) => Array.from(labels)));
  return [...seen].sort(compareLabels);
}

/** Order of two labels of one kind, as `sort` wants it. */
export function compareLabels(a: Label, b: Label): number {
  return typeof a === "string" && typeof b === "string"
    ? compareCodePoints(a, b)
    : Number(a) - Number(b);
}

/** JavaScript's own `<` compares UTF-16 units, which puts an emoji before some rarer letters. */
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((letter, i) => letter !== right[i]);
  if (at < 0) return left.length - right.length;
  return left[at]!.codePointAt(0)! - (right[at]?.codePointAt(0) ?? -1);
}
