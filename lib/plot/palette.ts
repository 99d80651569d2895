/**
 * Colours of series, in this order. Each keeps a contrast of at least 3 : 1 against both the light
 * and the dark background (WCAG 2.2, 1.4.11), and any two stay apart for readers with normal sight,
 * protanopia, deuteranopia and tritanopia (OKLab distance of at least 0.05, about 2.5 just noticeable
 * differences).
 *
 * Blue, vermillion, green and purple are those of M. Okabe and K. Ito, "Color universal design"
 * (2008). Their sky blue, orange and yellow are too light for a white page: two violets, found by a
 * search for the largest distance, stand in. Dash and marker change with the colour, so that no series is told by colour alone.
 */
export const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#7887FF", "#693CFF"];

/** How the area of a series is filled: half seen through, with its full colour around it. */
export function area(i: number): Record<string, unknown> {
  return { color: `${COLOURS[i]}80`, line: { color: COLOURS[i], width: 1.5 } };
}

/** Dashes of lines, in the order of series. */
export const DASHES = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];

/** Markers of points, in the order of series. */
export const MARKERS = ["circle", "square", "diamond", "triangle-up", "x", "cross"];

/** Series that one figure can tell apart. */
export const MAX_SERIES = COLOURS.length;

/** Positions from 0 to 1 with their colours, as Plotly takes them. */
export type ColourScale = [number, string][];

/** From little to much, dark blue to yellow, even in lightness: J. Nuñez et al., PLoS ONE 13 (2018). */
export const SEQUENTIAL: ColourScale = [
  [0, "#00204C"],
  [2 / 17, "#00346E"],
  [4 / 17, "#3C4A6B"],
  [6 / 17, "#5B5F6D"],
  [8 / 17, "#757575"],
  [10 / 17, "#928C78"],
  [12 / 17, "#B0A572"],
  [14 / 17, "#D1BF66"],
  [16 / 17, "#F3DB4F"],
  [1, "#FFE945"],
];

/** From black to white, as pictures are stored. */
export const GRAY: ColourScale = [[0, "#000000"], [1, "#FFFFFF"]];

/** From below the middle (blue) over white to above it (red); ColorBrewer's RdBu turned round. */
export const DIVERGING: ColourScale = [
  [0, "#2166AC"],
  [0.25, "#92C5DE"],
  [0.5, "#F7F7F7"],
  [0.75, "#F4A582"],
  [1, "#B2182B"],
];

/** White to blue, for counts that stand in the cells as text; ColorBrewer's Blues. */
export const COUNTS: ColourScale = [
  [0, "#F7FBFF"],
  [0.25, "#C6DBEF"],
  [0.5, "#6BAED6"],
  [0.75, "#2171B5"],
  [1, "#08306B"],
];
