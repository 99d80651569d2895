import { COLOURS } from "./palette.ts";
import type { Figure } from "./figure.ts";

/** The colours that differ between a light and a dark page. */
export type Surroundings = {
  /** Background of the whole figure. */
  background: string;
  /** Title, labels and ticks. */
  text: string;
  /** Lines of the grid, quieter than the data. */
  grid: string;
  /** Axes and zero lines. */
  axis: string;
};

/** On a light page, in saved files and on paper. */
export const ON_LIGHT: Surroundings = {
  background: "#FFFFFF",
  text: "#24292F",
  grid: "#E3E6EA",
  axis: "#6E7781",
};

/** On a dark page. */
export const ON_DARK: Surroundings = {
  background: "#16191D",
  text: "#E6EDF3",
  grid: "#30363D",
  axis: "#8B949E",
};

/** Font of all text; the first four have one set of widths, so that places agree everywhere. */
export const FONT = "Arial, Helvetica, Liberation Sans, Arimo, sans-serif";

/** Plotly's template for light surroundings; every figure carries it. */
export const LIGHT: Record<string, unknown> = template(ON_LIGHT);

/** Plotly's template for dark surroundings. */
export const DARK: Record<string, unknown> = template(ON_DARK);

/**
 * The same figure for a light or a dark page.
 *
 * @param figure A figure of this folder; it is not changed.
 * @param theme Which page it will stand on.
 * @returns The figure with that theme.
 *
 * @example
 * ```ts
 * import { line, withTheme } from "descent/plot";
 * import { assertEquals, assertNotEquals } from "@std/assert";
 *
 * const figure = line([{ y: [3, 2, 1] }]);
 * assertNotEquals(withTheme(figure, "dark"), figure);
 * assertEquals(withTheme(withTheme(figure, "dark"), "light"), figure);
 * ```
 */
export function withTheme(figure: Figure, theme: "light" | "dark"): Figure {
  return { ...figure, layout: { ...figure.layout, template: theme === "dark" ? DARK : LIGHT } };
}

function template({ background, text, grid, axis }: Surroundings): Record<string, unknown> {
  const line = {
    automargin: true,
    showline: true,
    gridcolor: grid,
    linecolor: axis,
    tickcolor: axis,
    zerolinecolor: grid,
    zerolinewidth: 1,
    title: { standoff: 12, font: { size: 14 } },
  };
  const wall = { ...line, backgroundcolor: background, showbackground: true };
  const button = { bgcolor: background, bordercolor: axis, font: { color: text } };
  const interval = [{ error_y: { color: text } }];
  return {
    data: { bar: interval, scatter: interval },
    layout: {
      colorway: COLOURS,
      font: { family: FONT, size: 13, color: text },
      title: {
        x: 0,
        xanchor: "left",
        y: 1,
        yref: "container",
        yanchor: "top",
        pad: { l: 16, t: 16 },
        font: { size: 16 },
      },
      paper_bgcolor: background,
      plot_bgcolor: background,
      hovermode: "closest",
      xaxis: line,
      yaxis: line,
      scene: { xaxis: wall, yaxis: wall, zaxis: wall },
      legend: { bgcolor: background, bordercolor: grid, borderwidth: 0 },
      sliderdefaults: { ...button, activebgcolor: axis, tickcolor: axis },
      updatemenudefaults: button,
    },
  };
}
