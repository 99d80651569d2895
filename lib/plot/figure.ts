/**
 * A Plotly figure as plain JSON: what every function of this folder makes, and what is shown, saved
 * and compared in tests.
 */
export type Figure = {
  /** The traces, in the order of drawing. */
  data: Record<string, unknown>[];
  /** Title, axes, size and theme. */
  layout: Record<string, unknown>;
  /** The steps of an animation; absent in a still picture. */
  frames?: Frame[];
};

/** One step of an animation: what changes in the traces that `traces` names by position. */
export type Frame = {
  name: string;
  data: Record<string, unknown>[];
  traces: number[];
  layout?: Record<string, unknown>;
};
