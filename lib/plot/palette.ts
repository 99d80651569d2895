/**
 * Colours of series, in this order. Each keeps a contrast of at least 3 : 1 against both the light
 * and the dark background (WCAG 2.2, 1.4.11), and any two stay apart for readers with normal sight,
 * protanopia and deuteranopia.
 *
 * Blue, vermillion, green and purple are those of M. Okabe and K. Ito, "Color universal design"
 * (2008). Their sky blue, orange and yellow are too light for a white page: grey and a dark violet
 * stand in. Dash and marker change with the colour, so that no series is told by colour alone.
 */
export const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#7F7F7F", "#8A5CF5"];

/** Dashes of lines, in the order of series. */
export const DASHES = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];

/** Markers of points, in the order of series. */
export const MARKERS = ["circle", "square", "diamond", "triangle-up", "x", "cross"];

/** Series that one figure can tell apart. */
export const MAX_SERIES = COLOURS.length;

/** From little to much, dark blue to yellow, even in lightness: J. Nuñez et al., PLoS ONE 13 (2018). */
export const SEQUENTIAL = "Cividis";

/** From below the middle (blue) over white to above it (red); ColorBrewer's RdBu turned round. */
export const DIVERGING: [number, string][] = [
  [0, "#2166AC"],
  [0.25, "#92C5DE"],
  [0.5, "#F7F7F7"],
  [0.75, "#F4A582"],
  [1, "#B2182B"],
];

/** White to blue, for counts that stand in the cells as text; ColorBrewer's Blues. */
export const COUNTS: [number, string][] = [
  [0, "#F7FBFF"],
  [0.25, "#C6DBEF"],
  [0.5, "#6BAED6"],
  [0.75, "#2171B5"],
  [1, "#08306B"],
];
