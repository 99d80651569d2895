import { cannot, checkInteger } from "../core/mod.ts";
import { LIGHT } from "./theme.ts";

/** What can be said of an axis, or of the colour bar. */
export type AxisOptions = {
  /** What is measured. @default none */
  label?: string;
  /** In what it is measured; written in brackets behind the label. @default none */
  unit?: string;
  /** Whether equal steps stand for equal factors; every number must then be above 0. @default false */
  log?: boolean;
  /** Smallest and largest number shown. @default what the data needs */
  range?: [number, number];
};

/** What every kind of figure can be told. */
export type FigureOptions = {
  /** What the picture shows, above it. @default none */
  title?: string;
  /** The horizontal axis. */
  x?: AxisOptions;
  /** The vertical axis. */
  y?: AxisOptions;
  /** Width in pixels, 120 to 4000. @default 700 */
  width?: number;
  /** Height in pixels, 120 to 4000. @default 420 */
  height?: number;
};

/**
 * The layout shared by all kinds: title, size, theme, and the margins that keep labels inside.
 *
 * @param action What is being drawn, for error texts.
 * @param options What the caller asked for.
 * @param defaults Size of this kind where the caller names none; whether a legend needs room.
 * @returns The layout without axes.
 */
export function baseLayout(
  action: string,
  options: FigureOptions,
  defaults: { width?: number; height?: number; legend?: boolean } = {},
): Record<string, unknown> {
  const width = options.width ?? defaults.width ?? 700;
  const height = options.height ?? defaults.height ?? 420;
  checkInteger(action, "width", width, 120, 4000);
  checkInteger(action, "height", height, 120, 4000);
  const title = options.title ? { title: { text: escapeText(options.title) } } : {};
  const top = (options.title ? 52 : 24) + (defaults.legend ? 24 : 0);
  const margin = { l: 64, r: 24, t: top, b: 56 };
  return { ...title, width, height, margin, template: LIGHT };
}

/**
 * An axis of the layout.
 *
 * @param action What is being drawn, for error texts.
 * @param name "x", "y" or "z", for error texts.
 * @param options What the caller asked for.
 * @returns The axis as Plotly wants it.
 */
export function axis(
  action: string,
  name: string,
  { label, unit, log = false, range }: AxisOptions = {},
): Record<string, unknown> {
  const text = labelText({ ...label ? { label } : {}, ...unit ? { unit } : {} });
  return {
    ...text ? { title: { text } } : {},
    ...log ? { type: "log", dtick: 1, exponentformat: "power" } : {},
    ...range ? { range: axisRange(action, name, range, log) } : {},
  };
}

/** "label (unit)", what is there of it, fit to stand in a figure. */
export function labelText({ label, unit }: { label?: string; unit?: string }): string {
  return escapeText([label, unit && `(${unit})`].filter(Boolean).join(" "));
}

/** Text in which Plotly sees no markup: `<` and `&` stand for themselves. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function axisRange(action: string, name: string, range: [number, number], log: boolean): number[] {
  const [low, high] = range;
  const lowest = log ? 0 : -Infinity;
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high && low > lowest)) {
    const needed = `${name}.range must be two finite numbers${
      log ? " above 0" : ""
    }, smaller first`;
    throw new RangeError(cannot(action, needed, range));
  }
  return log ? range.map(Math.log10) : [low, high];
}
