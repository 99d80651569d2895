import { cannot, checkBetween, checkInteger } from "../core/mod.ts";
import { confusionMatrix, type ConfusionMatrixOptions } from "./confusion_matrix.ts";
import type { CellOfPictures, Figure } from "./figure.ts";
import type { Picture } from "./image_grid.ts";
import type { Numbers } from "./numbers.ts";

/** A picture and the cell in which it counts. */
export type CountedPicture = Picture & {
  /** Its true class, the row, from 0. */
  row: number;
  /** Its predicted class, the column, from 0. */
  column: number;
};

/** What {@linkcode clickableConfusion} must and may be told. */
export type ClickableConfusionOptions = ConfusionMatrixOptions & {
  /** Rows of each picture, in its own pixels, 1 to 256. */
  imageHeight: number;
  /** Columns of each picture, in its own pixels, 1 to 256. */
  imageWidth: number;
  /** Pictures that are kept of a cell, the first ones, 1 to 100. @default 24 */
  most?: number;
  /** Brightness drawn as black and as white. @default 0 to the largest */
  range?: [number, number];
};

/** Text of all pictures together that a notebook keeps without harm. */
const MAX_CHARACTERS = 600_000;

/**
 * A confusion matrix whose cells open: a click on one shows the pictures that it counts, below it,
 * and so does the list of cells, which a keyboard reaches. The most frequent mistake is open at first.
 *
 * Where scripts do not run it is the still picture of the matrix. Pictures are kept in 16 steps of
 * brightness.
 *
 * @param matrix Counts of shape `(k, k)`, rows true and columns predicted, k from 2 to 300.
 * @param pictures Pictures with their cells, the most telling first; of a cell, as many as it counts
 * at most.
 * @param options Size of a picture is required; `most`, and what a confusion matrix can be told.
 * @returns The figure, with the pictures in `pictures`.
 * @throws {RangeError} If the matrix is none, a cell is not in it or has fewer counts than pictures, a
 * picture has another number of pixels or one that is not finite, or all that are kept take more
 * than 600 kB (about 1,100 of 28 by 28).
 *
 * @example
 * ```ts
 * import { clickableConfusion } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const seven = { pixels: [9, 9, 0, 9], row: 1, column: 0, label: "p 0.8" };
 * const figure = clickableConfusion([[5, 0], [1, 4]], [seven], {
 *   labels: ["one", "seven"],
 *   imageHeight: 2,
 *   imageWidth: 2,
 * });
 * assertEquals(figure.pictures!.cells[0]!.name, "seven, read as one: 1");
 * ```
 */
export function clickableConfusion(
  matrix: Numbers[],
  pictures: CountedPicture[],
  options: ClickableConfusionOptions,
): Figure {
  const { imageHeight, imageWidth, most = 24, range, ...rest } = options;
  const figure = confusionMatrix(matrix, rest);
  checkInteger(ACTION, "imageHeight", imageHeight, 1, 256);
  checkInteger(ACTION, "imageWidth", imageWidth, 1, 256);
  checkInteger(ACTION, "most", most, 1, 100);
  checkPictures(pictures, matrix.length, imageHeight * imageWidth);
  const byCell = Map.groupBy(pictures, ({ row, column }) => row * matrix.length + column);
  const names = figure.data[0]!.x as string[];
  const scale = range ?? [0, largest(pictures)];
  checkBetween(ACTION, "range[1]", scale[1], scale[0]);
  const cells = [...byCell].map(([cell, all]): CellOfPictures => {
    const [row, column] = [Math.floor(cell / matrix.length), cell % matrix.length];
    const count = matrix[row]![column]!;
    checkCount(all.length, count, names[row]!, names[column]!);
    const kept = all.slice(0, most);
    const name = `${names[row]}, read as ${names[column]}: ${count}`;
    const labels = kept.map(({ label }) => label ?? "");
    return { row, column, name, count, labels, pixels: pack(kept, scale) };
  }).sort(worstFirst);
  const characters = cells.reduce((sum, { pixels }) => sum + pixels.length, 0);
  if (characters <= MAX_CHARACTERS) {
    return { ...figure, pictures: { imageHeight, imageWidth, cells } };
  }
  const needed = "the pictures that are kept must take less than 600 kB (keep fewer of each cell)";
  throw new RangeError(cannot(ACTION, needed, `${Math.ceil(characters / 1000)} kB`));
}

const ACTION = "draw a clickable confusion matrix";

/** Mistakes before what is right, the frequent before the rare. */
function worstFirst(a: CellOfPictures, b: CellOfPictures): number {
  const isRight = ({ row, column }: CellOfPictures) => Number(row === column);
  return isRight(a) - isRight(b) || b.count - a.count || a.row - b.row || a.column - b.column;
}

/** Two pixels in a byte, in base64; each picture begins with a byte of its own. */
function pack(pictures: Picture[], [low, high]: [number, number]): string {
  const step = (value: number) =>
    Math.round(15 * Math.max(0, Math.min(1, (value - low) / (high - low))));
  const bytes = pictures.flatMap(({ pixels }) =>
    Array.from({ length: Math.ceil(pixels.length / 2) }, (_, i) => {
      return 16 * step(pixels[2 * i]!) + step(pixels[2 * i + 1] ?? low);
    })
  );
  return Uint8Array.from(bytes).toBase64();
}

function largest(pictures: Picture[]): number {
  let high = 0;
  for (const { pixels } of pictures) {
    for (let i = 0; i < pixels.length; i++) high = Math.max(high, pixels[i]!);
  }
  return high || 1;
}

function checkPictures(pictures: CountedPicture[], k: number, size: number): void {
  pictures.forEach(({ pixels, row, column }, i) => {
    checkInteger(ACTION, `row of picture ${i}`, row, 0, k - 1);
    checkInteger(ACTION, `column of picture ${i}`, column, 0, k - 1);
    if (pixels.length !== size) {
      throw new RangeError(cannot(ACTION, `picture ${i} must have ${size} pixels`, pixels.length));
    }
    const bad = Array.prototype.find.call(pixels, (value) => !Number.isFinite(value));
    if (bad === undefined) return;
    throw new RangeError(cannot(ACTION, `pixels of picture ${i} must be finite`, bad));
  });
}

function checkCount(pictures: number, count: number, row: string, column: string): void {
  if (pictures <= count) return;
  const needed = `cell (${row}, ${column}) must count its pictures, it counts ${count}`;
  throw new RangeError(cannot(ACTION, needed, `${pictures} pictures`));
}
