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
  /** What a click on a cell shows, below the figure; absent where nothing is behind the cells. */
  pictures?: PicturesOfCells;
};

/** Pictures of one size, told apart by the cells of a heatmap that they belong to. */
export type PicturesOfCells = {
  imageHeight: number;
  imageWidth: number;
  /** In the order in which they are listed; the first is open at first. */
  cells: CellOfPictures[];
};

/** The pictures behind one cell. */
export type CellOfPictures = {
  /** Position of the cell among the heatmap's rows and columns, from 0. */
  row: number;
  column: number;
  /** What the list calls it. */
  name: string;
  /** How many there are; not all may be kept. */
  count: number;
  /** What stands below each picture, possibly nothing. */
  labels: string[];
  /** Four bits of brightness a pixel, each picture padded to whole bytes, in base64. */
  pixels: string;
};

/** One step of an animation: what changes in the traces that `traces` names by position. */
export type Frame = {
  name: string;
  data: Record<string, unknown>[];
  traces: number[];
  layout?: Record<string, unknown>;
};
