import type { Figure } from "./figure.ts";
import { colourBar } from "./colour_bar.ts";
import { type Grid, plainGrid } from "./grid.ts";
import { axis, type AxisOptions, type FigureOptions } from "./options.ts";
import { COLOURS, DASHES, SEQUENTIAL } from "./palette.ts";
import { type PlainSeries, plainSeries, type Series, seriesLayout } from "./series.ts";

/** What {@linkcode contour} can be told. */
export type ContourOptions = FigureOptions & {
  /** Ways over the map, such as those of optimisers; one to six. @default none */
  paths?: Series[];
  /** The heights; with `log` each level is a tenth power or a part of one. */
  z?: AxisOptions;
};

/**
 * A map of heights by lines of equal height, with ways drawn over it.
 *
 * A way starts at a circle and ends at a star; a white rim keeps it visible on every colour.
 *
 * @param heights The heights; {@linkcode grid} makes them from a function.
 * @param options Title, axes and size; `z` for the heights, `paths` for the ways.
 * @returns The figure.
 * @throws {RangeError} If the grid is smaller than 2 by 2 or larger than 300 by 300, its lengths do
 * not fit, its places do not ascend, or a number cannot be drawn.
 *
 * @example A bowl and one step downhill
 * ```ts
 * import { contour, grid } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const bowl = grid((x, y) => x * x + y * y, { x: [-2, 2], y: [-2, 2], steps: 20 });
 * const figure = contour(bowl, { paths: [{ x: [1.5, 0.3], y: [1, 0.2] }] });
 * assertEquals(figure.data[0]!.type, "contour");
 * ```
 */
export function contour(heights: Grid, options: ContourOptions = {}): Figure {
  const action = "draw a contour map";
  const { x, y, z } = plainGrid(action, heights, options.z?.log);
  const ways = options.paths ? plainSeries(action, options.paths, {}) : [];
  const layout = seriesLayout(action, ways, options, 1);
  const map = {
    type: "contour",
    x,
    y,
    z: options.z?.log ? z.map((row) => row.map((v) => Number(Math.log10(v).toFixed(4)))) : z,
    colorscale: SEQUENTIAL,
    colorbar: colourBar(options.z),
    line: { width: 0.5, color: "#FFFFFF" },
    ncontours: 24,
    showlegend: false,
  };
  // The map ends where the grid does, also where a way leaves it.
  const xaxis = { ...axis(action, "x", options.x), ...ends(x, options.x) };
  const yaxis = { ...axis(action, "y", options.y), ...ends(y, options.y) };
  return {
    data: [map, ...ways.flatMap((way, i) => drawWay(way, i))],
    layout: { ...layout, xaxis, yaxis },
  };
}

function ends(places: number[], options: AxisOptions = {}): Record<string, unknown> {
  return options.range ? {} : { range: [places[0], places.at(-1)] };
}

/** A white rim below, the way in its colour above. */
function drawWay(way: PlainSeries, i: number): Record<string, unknown>[] {
  const last = way.x.length - 1;
  const symbols = way.x.map((_, at) => at === last ? "star" : "circle");
  const sizes = way.x.map((_, at) => at === last ? 14 : at === 0 ? 10 : 4);
  const rim = {
    type: "scatter",
    mode: "lines",
    x: way.x,
    y: way.y,
    line: { color: "#FFFFFF", width: 5 },
    hoverinfo: "skip",
    showlegend: false,
  };
  return [rim, {
    type: "scatter",
    mode: "lines+markers",
    ...way,
    line: { color: COLOURS[i], dash: DASHES[i], width: 2 },
    marker: {
      color: COLOURS[i],
      symbol: symbols,
      size: sizes,
      line: { color: "#FFFFFF", width: 1 },
    },
  }];
}
