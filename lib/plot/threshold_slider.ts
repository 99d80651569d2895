import { cannot, checkBetween } from "../core/mod.ts";
import { CONTROLS_PX } from "./animation_controls.ts";
import type { Figure } from "./figure.ts";
import { legend } from "./legend.ts";
import { type Numbers, plain } from "./numbers.ts";
import { axis, baseLayout, escapeText, type FigureOptions, labelText } from "./options.ts";
import { COLOURS, DASHES, MARKERS } from "./palette.ts";

/** What happens at one threshold. */
export type ThresholdOutcome = {
  /** Everything from this score on is taken for positive. */
  threshold: number;
  /** Of those taken for positive, the share that are, 0 to 1. */
  precision: number;
  /** Of the positives, the share found, 0 to 1. */
  recall: number;
  /** What is paid, 0 or more. */
  cost: number;
};

/** What {@linkcode thresholdSlider} can be told. */
export type ThresholdSliderOptions = FigureOptions & {
  /** Where the slider stands at first: the nearest threshold is taken. @default the lowest cost */
  at?: number;
  /** What is paid, and in what. @default { label: "cost" } */
  cost?: { label?: string; unit?: string };
};

/** Places of a slider that a hand can still tell apart. */
const MAX_STEPS = 200;

/**
 * Precision, recall and cost over the threshold, with a slider that moves it: above the plot it says
 * what is paid and gained there. In still pictures the threshold stands where the slider is at first.
 *
 * @param outcomes Two to 200, in any order, each threshold once.
 * @param options Title, axes (`y` is that of the shares) and size; where the slider starts; what cost is
 * called.
 * @returns The figure.
 * @throws {RangeError} If there are too few or too many, a threshold comes twice or is not finite (on
 * a logarithmic axis: not above 0), a share leaves 0 to 1, or a cost is not finite or below 0.
 *
 * @example
 * ```ts
 * import { thresholdSlider } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = thresholdSlider([
 *   { threshold: 0.2, precision: 0.5, recall: 1, cost: 4 },
 *   { threshold: 0.8, precision: 1, recall: 0.6, cost: 7 },
 * ]);
 * const [slider] = figure.layout.sliders as { active: number }[];
 * assertEquals(slider!.active, 0); // where it costs least
 * ```
 */
export function thresholdSlider(
  outcomes: ThresholdOutcome[],
  { at, cost = {}, ...options }: ThresholdSliderOptions = {},
): Figure {
  const columns = checked(outcomes, options.x?.log);
  const names = { label: "cost", ...cost };
  const start = at === undefined
    ? columns.cost.indexOf(Math.min(...columns.cost))
    : nearest(columns.threshold, at);
  const lines = LINES.map((key, i) => ({
    type: "scatter",
    mode: "lines",
    name: key === "cost" ? labelText(names) : key,
    x: columns.threshold,
    y: columns[key],
    line: { color: COLOURS[i], dash: DASHES[i], width: 2 },
    ...panelOf(key),
  }));
  const points = LINES.map((key, i) => ({
    type: "scatter",
    mode: "markers",
    x: [columns.threshold[start]],
    y: [columns[key][start]],
    marker: { color: COLOURS[i], symbol: MARKERS[i], size: 11 },
    showlegend: false,
    hoverinfo: "skip",
    ...panelOf(key),
  }));
  const layout = layoutOf(columns, start, names, options);
  return { data: [...lines, ...points], layout };
}

const ACTION = "draw a threshold slider";
const LINES = ["precision", "recall", "cost"] as const;

type Columns = Record<keyof ThresholdOutcome, number[]>;

/** Cost has a panel of its own below the two shares. */
function panelOf(key: typeof LINES[number]): Record<string, unknown> {
  return key === "cost" ? { yaxis: "y2" } : {};
}

function layoutOf(
  columns: Columns,
  start: number,
  cost: { label: string; unit?: string },
  { x, y, ...options }: FigureOptions,
): Record<string, unknown> {
  const base = baseLayout(ACTION, options, { height: 560, legend: true });
  const margin = base.margin as Record<string, number>;
  const named = LINES.map((name) => ({ name }));
  return {
    ...base,
    ...legend(named, 1),
    margin: { ...margin, t: margin.t! + 24, b: margin.b! + CONTROLS_PX },
    xaxis: { ...axis(ACTION, "x", { label: "threshold", ...x }), anchor: "y2" },
    yaxis: { ...axis(ACTION, "y", { label: "share", range: [0, 1.03], ...y }), domain: [0.42, 1] },
    yaxis2: { ...axis(ACTION, "y2", cost), domain: [0, 0.34], rangemode: "tozero" },
    shapes: [{
      ...{ type: "line", yref: "paper", y0: 0, y1: 1 },
      ...{ x0: columns.threshold[start], x1: columns.threshold[start] },
      line: { color: "#808080", width: 1.5, dash: "dash" },
    }],
    annotations: [{
      ...{ xref: "paper", x: 0, xanchor: "left", yref: "paper", y: 1, yanchor: "bottom" },
      yshift: 26, // above the legend
      ...{ showarrow: false, text: told(columns, start, cost) },
    }],
    sliders: [{
      active: start,
      ...{ x: 0, y: 0, yanchor: "top", pad: { t: 56, b: 8 } },
      currentvalue: { prefix: "threshold ", xanchor: "left" },
      steps: columns.threshold.map((_, i) => step(columns, i, cost)),
    }],
  };
}

/** What a place of the slider changes: the three points, the upright line, and what is told. */
function step(columns: Columns, i: number, cost: { label: string; unit?: string }) {
  const at = columns.threshold[i]!;
  const points = { x: LINES.map(() => [at]), y: LINES.map((key) => [columns[key][i]]) };
  const layout = {
    "shapes[0].x0": at,
    "shapes[0].x1": at,
    "annotations[0].text": told(columns, i, cost),
  };
  return { label: brief(at), method: "update", args: [points, layout, [3, 4, 5]] };
}

function told(columns: Columns, i: number, { label, unit }: { label: string; unit?: string }) {
  const [precision, recall, cost] = LINES.map((key) => brief(columns[key][i]!));
  const at = brief(columns.threshold[i]!);
  const paid = escapeText(`${label} ${cost}${unit ? ` ${unit}` : ""}`);
  return `from ${at} on: precision ${precision}, recall ${recall}, <b>${paid}</b>`;
}

function brief(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function nearest(values: number[], at: number): number {
  checkBetween(ACTION, "at", at, -Infinity);
  const distances = values.map((value) => Math.abs(value - at));
  return distances.indexOf(Math.min(...distances));
}

function checked(outcomes: ThresholdOutcome[], log = false): Columns {
  if (!Array.isArray(outcomes) || outcomes.length < 2 || outcomes.length > MAX_STEPS) {
    const got = Array.isArray(outcomes) ? outcomes.length : outcomes;
    throw new RangeError(cannot(ACTION, `2 to ${MAX_STEPS} thresholds are needed`, got));
  }
  const rows = outcomes.toSorted((a, b) => a.threshold - b.threshold);
  const column = (key: keyof ThresholdOutcome, log = false): number[] => {
    const values: Numbers = rows.map((row) => row[key]);
    return plain(ACTION, key, values, log);
  };
  const columns = {
    threshold: column("threshold", log),
    precision: column("precision"),
    recall: column("recall"),
    cost: column("cost"),
  };
  const twice = columns.threshold.find((value, i) => value === columns.threshold[i - 1]);
  if (twice !== undefined) {
    throw new RangeError(cannot(ACTION, "each threshold may come once", twice));
  }
  checkShares(columns);
  return columns;
}

function checkShares({ precision, recall, cost }: Columns): void {
  for (const [name, values] of [["precision", precision], ["recall", recall]] as const) {
    const bad = values.find((value) => value < 0 || value > 1);
    if (bad === undefined) continue;
    throw new RangeError(cannot(ACTION, `${name} must lie within 0 to 1`, bad));
  }
  const bad = cost.find((value) => value < 0);
  if (bad !== undefined) throw new RangeError(cannot(ACTION, "cost must not be below 0", bad));
}
