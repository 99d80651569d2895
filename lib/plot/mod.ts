/**
 * Plotly figures as pure data, one function a kind of picture, and what shows or saves them.
 *
 * Making a figure loads nothing and needs no permission. Drawing one reads plotly.js and jsdom from
 * their npm packages, which takes `--allow-read --allow-env`.
 *
 * @module
 */

export { animation, type AnimationOptions, type Step } from "./animation.ts";
export { type Bar, barWithIntervals } from "./bar_with_intervals.ts";
export { type Bundle, bundleOf, plotlyLoader, plotlySource } from "./bundle.ts";
export {
  clickableConfusion,
  type ClickableConfusionOptions,
  type CountedPicture,
} from "./clickable_confusion.ts";
export {
  computationGraph,
  type ComputationGraphOptions,
  type Graph,
  type GraphEdge,
  type GraphNode,
} from "./computation_graph.ts";
export { confusionMatrix, type ConfusionMatrixOptions } from "./confusion_matrix.ts";
export { contour, type ContourOptions } from "./contour.ts";
export { type CostCurve, costCurve } from "./cost_curve.ts";
export type { CellOfPictures, Figure, Frame, PicturesOfCells } from "./figure.ts";
export { figureHtml, type FigureHtmlOptions } from "./figure_html.ts";
export { gainChart, type GainCurve } from "./gain_chart.ts";
export { type Grid, grid, type GridOptions } from "./grid.ts";
export { heatmap, type HeatmapOptions } from "./heatmap.ts";
export { histogram, type HistogramOptions, type Sample } from "./histogram.ts";
export { imageGrid, type ImageGridOptions, type Picture } from "./image_grid.ts";
export { liftChart, type LiftCurve } from "./lift_chart.ts";
export { line, type LineSeries } from "./line.ts";
export type { Numbers } from "./numbers.ts";
export type { AxisOptions, FigureOptions } from "./options.ts";
export {
  type PrecisionRecallCurve,
  precisionRecallCurve,
  type PrecisionRecallOptions,
} from "./precision_recall_curve.ts";
export { type Reliability, reliabilityDiagram } from "./reliability_diagram.ts";
export { reportHtml, type ReportSection, type ReportTable, saveReport } from "./report.ts";
export { type RocCurve, rocCurve } from "./roc_curve.ts";
export { roofline, type RooflinePoint, type Roofs } from "./roofline.ts";
export { type PngOptions, saveHtml, savePng, saveSvg, toPng } from "./save.ts";
export { scatter } from "./scatter.ts";
export type { Series } from "./series.ts";
export { surface, type SurfaceOptions } from "./surface.ts";
export { withTheme } from "./theme.ts";
export {
  type ThresholdOutcome,
  thresholdSlider,
  type ThresholdSliderOptions,
} from "./threshold_slider.ts";
export { type SweepLine, thresholdSweep, type ThresholdSweepOptions } from "./threshold_sweep.ts";
export { toSvg, type ToSvgOptions } from "./to_svg.ts";
