import { cannot } from "../../core/mod.ts";
import { type Label, sortedLabels } from "../labels.ts";

/** How often each category occurs in two lists, categories in order: at least two of them. */
export function countCategories(
  action: string,
  reference: ArrayLike<Label>,
  current: ArrayLike<Label>,
): [number[], number[]] {
  const kind = typeof reference[0];
  for (const [name, values] of [["reference", reference], ["current", current]] as const) {
    if (values.length < 2) {
      throw new RangeError(cannot(action, `${name} must hold at least 2 values`, values.length));
    }
    const other = Array.from(values).find((value) => ofAnotherKind(value, reference[0]));
    if (other === undefined) continue;
    const needed = `${name} must hold values of one kind, as the first of reference (${kind})`;
    throw new TypeError(cannot(action, needed, other));
  }
  const categories = sortedLabels(reference, current);
  if (categories.length < 2) {
    throw new RangeError(cannot(action, "there must be at least two categories", categories));
  }
  return [countEach(categories, reference), countEach(categories, current)];
}

function countEach(categories: Label[], values: ArrayLike<Label>): number[] {
  const counts = new Map(categories.map((category) => [category, 0]));
  for (let i = 0; i < values.length; i++) counts.set(values[i]!, counts.get(values[i]!)! + 1);
  return [...counts.values()];
}

function ofAnotherKind(value: unknown, first: unknown): boolean {
  return typeof value !== typeof first;
}
