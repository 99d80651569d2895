import { colourAt } from "./colour_at.ts";
import { contrast } from "./contrast.ts";
import type { ColourScale } from "./palette.ts";

/** A trace of cells, each with a number from `zmin` to `zmax`. */
type Cells = {
  z: number[][];
  x: (string | number)[];
  y: (string | number)[];
  colorscale: ColourScale;
  zmin: number;
  zmax: number;
};

/**
 * A text in each cell, black or white, whichever stands out more: at least 4.5 : 1 on any colour.
 *
 * @param cells The coloured cells.
 * @param texts What stands in them; an empty text leaves its cell out.
 * @returns A trace to be drawn above the cells.
 */
export function cellTexts(
  { z, x, y, colorscale, zmin, zmax }: Cells,
  texts: string[][],
): Record<string, unknown> {
  const at = texts.flatMap((row, i) =>
    row.flatMap((text, j) => text === "" ? [] : [{ i, j, text }])
  );
  const colour = (i: number, j: number) => {
    const cell = colourAt(colorscale, (z[i]![j]! - zmin) / (zmax - zmin || 1));
    return contrast("#000000", cell) >= contrast("#FFFFFF", cell) ? "#000000" : "#FFFFFF";
  };
  return {
    type: "scatter",
    mode: "text",
    x: at.map(({ j }) => x[j]),
    y: at.map(({ i }) => y[i]),
    text: at.map(({ text }) => text),
    textfont: { color: at.map(({ i, j }) => colour(i, j)) },
    hoverinfo: "skip",
    showlegend: false,
  };
}
