/**
 * A confusion matrix as text: a row for each true class, a column for each predicted one. A dot
 * stands for 0, so that the mistakes are seen.
 *
 * @param matrix Counts, shape `(k, k)`, rows true and columns predicted.
 * @returns `k + 2` lines: two of heading and one for each class.
 */
export function confusionTable(matrix: number[][]): string[] {
  const cells = matrix.map((row) => row.map((count) => count === 0 ? "·" : String(count)));
  const heading = matrix.map((_, label) => String(label));
  const width = Math.max(...[heading, ...cells].flat().map((cell) => cell.length)) + 2;
  const line = (name: string, row: string[]) => {
    return name.padStart(6) + row.map((cell) => cell.padStart(width)).join("");
  };
  return [
    `${" ".repeat(6)}  predicted`,
    line("true", heading),
    ...cells.map((row, label) => line(String(label), row)),
  ];
}
