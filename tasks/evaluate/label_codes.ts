import { cannot } from "descent/core";

/** Small numbers for labels, in the order in which they come. */
export type LabelCodes = {
  readonly names: string[];
  codeOf(label: string): number;
};

/** More labels than this are no classes, and their confusion matrix would not fit into memory. */
export const MOST_LABELS = 1000;

/** @throws {RangeError} From `codeOf`, if there are more than 1,000 labels. */
export function labelCodes(first: readonly string[] = []): LabelCodes {
  const names: string[] = [];
  const codes = new Map<string, number>();
  const codeOf = (label: string) => {
    const known = codes.get(label);
    if (known !== undefined) return known;
    if (names.length === MOST_LABELS) {
      const needed = `there must be at most ${MOST_LABELS} different labels; for numbers take ` +
        `--kind regression`;
      throw new RangeError(cannot("evaluate a classification", needed));
    }
    codes.set(label, names.length);
    return names.push(label) - 1;
  };
  for (const label of first) codeOf(label);
  return { names, codeOf };
}

/** Labels in the order of a table: whole numbers upward, other text by its letters. */
export function inOrder(labels: readonly string[]): string[] {
  const areNumbers = labels.every((label) => /^-?\d{1,15}$/.test(label));
  return areNumbers
    ? labels.toSorted((a, b) => Number(a) - Number(b))
    : labels.toSorted((a, b) => a < b ? -1 : 1);
}
