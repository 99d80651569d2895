/**
 * Plotly figures as pure data, one function a kind of picture, and what shows or saves them.
 *
 * Making a figure loads nothing; plotly.js is read from its npm package when a figure is drawn.
 *
 * @module
 */

export { type Bundle, bundleOf, plotlyLoader, plotlySource } from "./bundle.ts";
export type { Figure, Frame } from "./figure.ts";
export { figureHtml, type FigureHtmlOptions } from "./figure_html.ts";
export { line } from "./line.ts";
export type { Numbers } from "./numbers.ts";
export type { AxisOptions, FigureOptions } from "./options.ts";
export type { Series } from "./series.ts";
export { withTheme } from "./theme.ts";
export { toSvg, type ToSvgOptions } from "./to_svg.ts";
