import type { Matrix } from "descent/core";
import type { Digits } from "descent/data";
import { binarize, fitStandardScaler } from "descent/preprocess";

/** Turns digits into what the network takes, shape `(n, height, width, 1)`. */
export type PixelScaler = (digits: Digits) => Float32Array;

/** Grey levels above it are ink: half of 255. */
const HALF = 127.5;

/** Digits at once, so that all of MNIST needs no second copy in float64. */
const CHUNK = 1000;

/**
 * Learns from the training digits how to scale pixels to a mean of 0 and a deviation of 1: all by the
 * same two numbers. A pixel at the rim, scaled by its own, would be hundreds where it once has ink.
 *
 * @param train The training digits alone: those of the exam must not be known.
 * @param options `binarize`: pixels become black or white before.
 * @returns What scales digits, any of the same size.
 */
export function fitPixels(train: Digits, { binarize: inTwo }: { binarize: boolean }): PixelScaler {
  const rowsOf = (digits: Digits, from: number, to: number) => {
    const rows = matrixOf(digits, from, to);
    return inTwo ? binarize(rows, { threshold: HALF }) : rows;
  };
  const scaler = fitStandardScaler(rowsOf(train, 0, train.n));
  return (digits) => {
    const size = digits.height * digits.width;
    const scaled = new Float32Array(digits.n * size);
    for (let from = 0; from < digits.n; from += CHUNK) {
      const rows = rowsOf(digits, from, Math.min(from + CHUNK, digits.n));
      scaled.set(scaler.transform(rows).data, from * size);
    }
    return scaled;
  };
}

function matrixOf({ images, height, width }: Digits, from: number, to: number): Matrix {
  const size = height * width;
  const data = new Float64Array(images.subarray(from * size, to * size));
  return { data, rows: data.length, columns: 1 };
}
