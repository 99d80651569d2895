import type { SliceTable } from "./report.ts";

/** Names the worst group and how far it is from the best, of the groups of two rows or more. */
export function sliceTable(
  table: Omit<SliceTable, "worst" | "gap" | "fairness">,
): SliceTable {
  const several = table.groups.filter(({ n }) => n > 1);
  const judged = (several.length > 0 ? several : table.groups)
    .toSorted((a, b) => table.better === "higher" ? a.value - b.value : b.value - a.value);
  const [worst, best] = [judged[0]!, judged.at(-1)!];
  return { ...table, worst: worst.group, gap: Math.abs(best.value - worst.value) };
}
