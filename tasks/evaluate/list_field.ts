import type { Layout } from "./layout.ts";

/**
 * The entries of a field that holds all probabilities of a row, by label: `{"cat": 0.2, "dog": 0.8}`,
 * or of labels 0, 1 … `[0.2, 0.8]`, with or without commas, as pandas and numpy write them.
 *
 * @returns Nothing if it is another text.
 */
export function entriesOf(field: string): Map<string, string> | undefined {
  const text = field.trim();
  if (text.startsWith("[") && text.endsWith("]")) {
    const values = text.slice(1, -1).trim().split(/[\s,;]+/);
    return new Map(values.map((value, i) => [String(i), value]));
  }
  if (!text.startsWith("{")) return undefined;
  try {
    const values = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return new Map(values.map(([label, value]) => [label, String(value)]));
  } catch {
    return undefined;
  }
}

/**
 * The layout of a file whose probabilities all stand in one field, told by its first row; any other
 * layout as it is.
 *
 * @param layout As the header tells it.
 * @param row The fields of the first row, if there is one.
 */
export function withEntries(layout: Layout, row: readonly string[] | undefined): Layout {
  const [column, ...others] = layout.probabilities;
  if (!column || others.length > 0 || column.label !== undefined) return layout;
  const entries = row && entriesOf(row[column.at]!);
  if (!entries) return layout;
  const probabilities = [...entries.keys()].map((label) => ({
    at: column.at,
    name: `p_${label}`,
    label,
    isEntry: true,
  }));
  return { ...layout, probabilities };
}
