/** A picture as lines of text that all look equally wide, and what stands below it. */
export type Picture = { lines: string[]; caption: string };

const GAP = 3; // blanks between neighbours

/**
 * Pictures side by side, as many in a row as fit.
 *
 * @param pictures All of one height.
 * @param width Characters that each takes in a row; captions are filled up to it.
 * @param columns Width of the terminal. At least one picture stands in a row.
 * @returns Lines of text, with an empty one between rows.
 */
export function gallery(pictures: Picture[], width: number, columns: number): string[] {
  const perRow = Math.max(1, Math.floor((columns - 1 + GAP) / (width + GAP)));
  const lines: string[] = [];
  for (let from = 0; from < pictures.length; from += perRow) {
    if (from > 0) lines.push("");
    lines.push(...rowOf(pictures.slice(from, from + perRow), width));
  }
  return lines;
}

function rowOf(pictures: Picture[], width: number): string[] {
  const gap = " ".repeat(GAP);
  const height = pictures[0]?.lines.length ?? 0;
  const drawn = Array.from({ length: height }, (_, y) => {
    return pictures.map((picture) => picture.lines[y]).join(gap);
  });
  const captions = pictures.map(({ caption }) => caption.padEnd(width)).join(gap);
  return [...drawn, captions].map((line) => line.trimEnd());
}
