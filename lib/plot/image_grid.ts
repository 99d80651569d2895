import { cannot, checkBetween, checkInteger } from "../core/mod.ts";
import type { Figure } from "./figure.ts";
import type { Numbers } from "./numbers.ts";
import { baseLayout, escapeText, type FigureOptions } from "./options.ts";
import { DIVERGING, GRAY, SEQUENTIAL } from "./palette.ts";

/** One picture of one channel. */
export type Picture = {
  /** Brightness by rows from the top left, shape `(imageHeight · imageWidth)`. */
  pixels: Numbers;
  /** What stands above it. @default nothing */
  label?: string;
};

/** What {@linkcode imageGrid} must be told. */
export type ImageGridOptions = Omit<FigureOptions, "x" | "y"> & {
  /** Rows of each picture, in its own pixels. */
  imageHeight: number;
  /** Columns of each picture, in its own pixels. */
  imageWidth: number;
  /** Pictures in a row. @default up to 10, about a square */
  columns?: number;
  /** Numbers drawn darkest and brightest. @default 0 to the largest; diverging: as far below 0 as above */
  range?: [number, number];
  /** "gray" from black to white, "sequential" from blue to yellow, "diverging" with 0 white. @default "gray" */
  scale?: "gray" | "sequential" | "diverging";
};

/** Cells, gaps between pictures included, that stay below 1 MB of figure. */
const MAX_CELLS = 180_000;

/**
 * Pictures in rows, such as digits, filters or activations, all by one scale of brightness.
 *
 * Brightness is kept in 256 steps.
 *
 * @param pictures One picture at least, together at most 180,000 pixels with the gaps between
 * them (140 pictures of 28 by 28).
 * @param options Size of a picture is required; title and size of the figure.
 * @returns The figure; its height follows from the rows where none is given.
 * @throws {RangeError} If there are no pictures or too many pixels, a picture has another number of
 * pixels or one that is not finite, or the range is not ascending.
 *
 * @example
 * ```ts
 * import { imageGrid } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = imageGrid([{ pixels: [0, 255, 255, 0], label: "x" }], {
 *   imageHeight: 2,
 *   imageWidth: 2,
 * });
 * assertEquals((figure.data[0]!.z as number[][]).slice(0, 2), [[0, 255], [255, 0]]);
 * ```
 */
export function imageGrid(pictures: Picture[], options: ImageGridOptions): Figure {
  const action = "draw pictures";
  const { scale = "gray" } = options;
  checkPictures(action, pictures, options);
  const places = arrange(pictures, options);
  const { width, height, top, cellRows, cellColumns } = places;
  const data = [{
    type: "heatmap",
    z: mosaic(pictures, options, places),
    zmin: 0,
    zmax: 255,
    colorscale: { gray: GRAY, sequential: SEQUENTIAL, diverging: DIVERGING }[scale],
    showscale: false,
    hoverinfo: "skip",
  }];
  const side = { visible: false, constrain: "domain", automargin: false };
  const layout = {
    ...baseLayout(action, { ...options, width, height }),
    margin: { l: 16, r: 16, t: top, b: 12 },
    xaxis: { ...side, range: [-0.5, cellColumns - 0.5], constraintoward: "left" },
    yaxis: { ...side, range: [cellRows - 0.5, -0.5], scaleanchor: "x", constraintoward: "top" },
    annotations: labels(pictures, options, places),
    modebar: { remove: BUTTONS },
  };
  return { data, layout };
}

/** All buttons of plotly.js: they would cover the labels, and there is nothing to be read off. */
const BUTTONS = ["toimage", "zoom", "pan", "zoomin", "zoomout", "autoscale", "resetscale"];

/** Where pictures lie: sizes of the figure in pixels, places in cells of one picture pixel each. */
type Places = {
  width: number;
  height: number;
  top: number;
  cellRows: number;
  cellColumns: number;
  at(i: number): { left: number; top: number };
};

function arrange(pictures: Picture[], options: ImageGridOptions): Places {
  const { imageHeight, imageWidth, title, width = 700 } = options;
  const columns = Math.min(pictures.length, options.columns ?? sideOf(pictures.length));
  const rows = Math.ceil(pictures.length / columns);
  // Screen pixels for each cell; small pictures are not blown up without end.
  const zoom = Math.min(96 / imageWidth, (width - 32) / (columns * imageWidth * 1.1));
  const labelled = pictures.some(({ label }) => label !== undefined);
  const gapX = Math.max(1, Math.round(8 / zoom));
  const gapY = Math.max(1, Math.round((labelled ? 22 : 8) / zoom));
  const cellRows = rows * (imageHeight + gapY) - gapY;
  const top = (title ? 48 : 12) + (labelled ? 20 : 0);
  const height = Math.max(120, Math.min(4000, Math.round(cellRows * zoom + top + 12)));
  return {
    width,
    height: options.height ?? height,
    top,
    cellRows,
    cellColumns: columns * (imageWidth + gapX) - gapX,
    at: (i) => ({
      left: (i % columns) * (imageWidth + gapX),
      top: Math.floor(i / columns) * (imageHeight + gapY),
    }),
  };
}

function labels(pictures: Picture[], { imageWidth }: ImageGridOptions, { at }: Places) {
  return pictures.flatMap(({ label }, i) =>
    label === undefined ? [] : [{
      text: escapeText(label),
      x: at(i).left + (imageWidth - 1) / 2,
      y: at(i).top - 0.5,
      yanchor: "bottom",
      showarrow: false,
      font: { size: 12 },
      borderpad: 1,
    }]
  );
}

function sideOf(count: number): number {
  return Math.min(10, Math.ceil(Math.sqrt(count * 1.6)));
}

/** One matrix of all pictures with empty cells between them. */
function mosaic(
  pictures: Picture[],
  { imageHeight, imageWidth, range, scale }: ImageGridOptions,
  { at, cellRows, cellColumns }: Places,
): (number | null)[][] {
  if (cellRows * cellColumns > MAX_CELLS) {
    const needed = `at most ${MAX_CELLS} pixels, gaps included, fit in one figure (draw fewer)`;
    throw new RangeError(cannot("draw pictures", needed, cellRows * cellColumns));
  }
  const [low, high] = range ?? naturalRange(pictures, scale);
  const cells = Array.from(
    { length: cellRows },
    () => new Array<number | null>(cellColumns).fill(null),
  );
  pictures.forEach(({ pixels }, i) => {
    const { left, top } = at(i);
    for (let y = 0; y < imageHeight; y++) {
      for (let x = 0; x < imageWidth; x++) {
        const share = (pixels[y * imageWidth + x]! - low) / (high - low);
        cells[top + y]![left + x] = Math.round(255 * Math.max(0, Math.min(1, share)));
      }
    }
  });
  return cells;
}

function naturalRange(pictures: Picture[], scale: ImageGridOptions["scale"]): [number, number] {
  let [low, high] = [0, 0];
  for (const { pixels } of pictures) {
    for (let i = 0; i < pixels.length; i++) {
      low = Math.min(low, pixels[i]!);
      high = Math.max(high, pixels[i]!);
    }
  }
  if (scale !== "diverging") return [low, high > low ? high : low + 1];
  const far = Math.max(-low, high) || 1;
  return [-far, far];
}

function checkPictures(action: string, pictures: Picture[], options: ImageGridOptions): void {
  const { imageHeight, imageWidth, columns, range } = options;
  checkInteger(action, "imageHeight", imageHeight, 1, 1000);
  checkInteger(action, "imageWidth", imageWidth, 1, 1000);
  if (columns !== undefined) checkInteger(action, "columns", columns, 1, 100);
  if (range) checkBetween(action, "range[1]", range[1], range[0]);
  if (!Array.isArray(pictures) || pictures.length === 0) {
    throw new RangeError(cannot(action, "at least one picture is needed", pictures));
  }
  const size = imageHeight * imageWidth;
  pictures.forEach(({ pixels }, i) => {
    const name = `picture ${i}`;
    if (pixels.length !== size) {
      const needed = `${name} must have ${imageHeight} × ${imageWidth} = ${size} pixels`;
      throw new RangeError(cannot(action, needed, pixels.length));
    }
    const bad = Array.prototype.findIndex.call(pixels, (value) => !Number.isFinite(value));
    if (bad < 0) return;
    throw new RangeError(`Cannot ${action}: ${name} must be finite, got ${pixels[bad]} at ${bad}`);
  });
}
