import { cannot } from "../core/mod.ts";
import { cellTexts } from "./cell_texts.ts";
import type { Figure } from "./figure.ts";
import { plainRows } from "./grid.ts";
import { names } from "./heatmap.ts";
import type { Numbers } from "./numbers.ts";
import { axis, baseLayout, type FigureOptions } from "./options.ts";
import { COUNTS } from "./palette.ts";

/** What {@linkcode confusionMatrix} can be told. */
export type ConfusionMatrixOptions = FigureOptions & {
  /** Names of the classes. @default their numbers from 0 */
  labels?: string[];
};

/** Classes whose counts still fit into their cells. */
const MAX_WITH_TEXT = 20;

/**
 * Which classes a classifier takes for which: true classes downwards, predicted ones across, first
 * class on top. Colour is the share of the row, the number in the cell the count; a cell of
 * count 0 stays empty.
 *
 * @param matrix Counts of shape `(k, k)`, rows true and columns predicted, k from 2 to 300.
 * @param options Title, axes and size; `labels` names the classes.
 * @returns The figure, as wide as high.
 * @throws {RangeError} If the matrix is not square, smaller than 2 by 2, holds something that is not
 * a count, or there is not one label a class.
 *
 * @example
 * ```ts
 * import { confusionMatrix } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = confusionMatrix([[8, 2], [0, 5]], { labels: ["cat", "dog"] });
 * assertEquals(figure.data[0]!.z, [[0.8, 0.2], [0, 1]]);
 * assertEquals(figure.data[1]!.text, ["8", "2", "5"]);
 * ```
 */
export function confusionMatrix(
  matrix: Numbers[],
  options: ConfusionMatrixOptions = {},
): Figure {
  const action = "draw a confusion matrix";
  const counts = plainRows(action, matrix, false, "matrix");
  checkCounts(action, counts);
  const k = counts.length;
  const labels = names(action, "labels", options.labels, k).map(String);
  const shares = counts.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0) || 1;
    return row.map((count) => Number((count / total).toFixed(4)));
  });
  const cells = {
    type: "heatmap",
    z: shares,
    x: labels,
    y: labels,
    customdata: counts,
    hovertemplate: "true %{y}, predicted %{x}: %{customdata} (%{z:.1%})<extra></extra>",
    colorscale: COUNTS,
    zmin: 0,
    zmax: 1,
    xgap: 1,
    ygap: 1,
    colorbar: {
      thickness: 14,
      outlinewidth: 0,
      tickformat: ".0%",
      title: { text: "share of row", side: "right", font: { size: 14 } },
    },
  };
  const texts = counts.map((row) => row.map((count) => count === 0 ? "" : String(count)));
  const data = k <= MAX_WITH_TEXT ? [cells, cellTexts(cells, texts)] : [cells];
  const side = { type: "category", showgrid: false, ...k <= 30 ? { dtick: 1 } : {} };
  const x = { label: "predicted", ...options.x };
  const y = { label: "true", ...options.y };
  const layout = {
    ...baseLayout(action, options, { width: 600, height: 540 }),
    xaxis: { ...axis(action, "x", x), ...side, range: [-0.5, k - 0.5], constrain: "domain" },
    yaxis: {
      ...axis(action, "y", y),
      ...side,
      range: [k - 0.5, -0.5],
      scaleanchor: "x",
      constrain: "domain",
    },
  };
  return { data, layout };
}

function checkCounts(action: string, counts: number[][]): void {
  const k = counts.length;
  if (k < 2 || counts[0]!.length !== k) {
    const needed = "matrix must be square, at least 2 by 2";
    throw new RangeError(`Cannot ${action}: ${needed}, got ${k} rows of ${counts[0]!.length}`);
  }
  const bad = counts.flat().find((count) => count < 0);
  if (bad === undefined) return;
  throw new RangeError(cannot(action, "counts must not be below 0", bad));
}
