/**
 * A table for a terminal.
 *
 * @param head The columns' names.
 * @param rows A text a column.
 * @returns Lines, columns two spaces apart.
 */
export function formatTable(head: string[], rows: string[][]): string {
  const widths = head.map((name, j) => Math.max(name.length, ...rows.map((row) => row[j]!.length)));
  return [head, ...rows].map((row) =>
    row.map((text, j) => text.padEnd(widths[j]!)).join("  ").trimEnd()
  ).join("\n");
}
