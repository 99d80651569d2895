import { cannot, checkBetween, checkSameLength } from "../core/mod.ts";
import { type Numbers, plain } from "./numbers.ts";
import { axis, type FigureOptions } from "./options.ts";
import { COLOURS, DASHES } from "./palette.ts";
import { seriesLayout } from "./series.ts";
import { thin } from "./thin.ts";

/** What axes of shares have in common: 0 to 1 with a little room, so that lines on the rim show. */
export const SHARES = { range: [-0.01, 1.01], constrain: "domain", dtick: 0.2, zeroline: false };

/**
 * The layout of curves whose axes both go from 0 to 1, at one scale.
 *
 * @param action What is being drawn, for error texts.
 * @param data What is drawn; those with a name are in the legend.
 * @param options What the caller asked for.
 * @param labels What the axes measure where the caller says nothing.
 * @returns The layout.
 */
export function squareLayout(
  action: string,
  data: { name?: string }[],
  options: FigureOptions,
  labels: { x: string; y: string },
): Record<string, unknown> {
  const x = { label: labels.x, ...options.x };
  const y = { label: labels.y, ...options.y };
  return {
    ...seriesLayout(action, data, { width: 540, height: 540, ...options, x, y }),
    xaxis: { ...SHARES, ...axis(action, "x", x) },
    yaxis: { ...SHARES, scaleanchor: "x", ...axis(action, "y", y) },
  };
}

/** A thin grey line to compare with, from corner to corner or across. */
export function comparison(name: string, x: number[], y: number[]) {
  const line = { color: "#808080", dash: "dot", width: 1 };
  return { type: "scatter", mode: "lines", name, x, y, line };
}

/** The i-th curve, thinned to what its line shows. */
export function curve(action: string, i: number, name: string, x: number[], y: number[]) {
  return {
    type: "scatter",
    mode: "lines",
    name,
    ...thin(action, { x, y }),
    line: { color: COLOURS[i], dash: DASHES[i], width: 2 },
  };
}

/** Two lists of one length, each of shares. */
export function sharesOf(
  action: string,
  of: string,
  [nameA, a]: [string, Numbers],
  [nameB, b]: [string, Numbers],
): [number[], number[]] {
  checkSameLength(action, [nameA, a.length], [nameB, b.length]);
  return [shares(action, `${nameA} of "${of}"`, a), shares(action, `${nameB} of "${of}"`, b)];
}

/** A list whose every number lies within 0 to 1. */
export function shares(action: string, name: string, values: Numbers): number[] {
  const list = plain(action, name, values);
  const bad = list.find((value) => value < 0 || value > 1);
  if (bad === undefined) return list;
  throw new RangeError(cannot(action, `${name} must lie within 0 to 1`, bad));
}

/** How the legend tells an area; nothing where there is none. */
export function toldArea(action: string, of: string, area?: number): string {
  if (area === undefined) return "";
  checkBetween(action, `area of "${of}"`, area, -1e-9, 1 + 1e-9);
  return ` (area ${area.toFixed(3)})`;
}
