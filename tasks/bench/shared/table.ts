/**
 * A table for a terminal: the first column flush left, the others flush right, two blanks between.
 *
 * @param rows Cells as text, the heading first. Rows may differ in length.
 * @returns Lines without blanks at their ends.
 */
export function textTable(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from(
    { length: columns },
    (_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row.map((cell, i) => i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))
      .join("  ").trimEnd();
  return rows.map(line).join("\n");
}
