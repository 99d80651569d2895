import type * as tf from "@tensorflow/tfjs";
import { cannot, checkInteger } from "../core/mod.ts";
import { predict } from "./predict.ts";
import { checkOne, type MapOptions } from "./saliency_map.ts";

/** What `occlusionMap` is told. */
export type OcclusionOptions = MapOptions & {
  /** Side of the square that covers a part, in pixels, odd. @default 7 */
  window?: number;
  /** The value that is put there, before scaling. @default 0: black */
  fill?: number;
};

/**
 * Occlusion map of one picture: how much less probable a class becomes when the square around each
 * pixel is covered.
 *
 * `p(label) − p(label | covered)`: above 0, the part speaks for the class; below 0, against it. At the
 * edges the square is cut off.
 *
 * It runs the model once a pixel: 784 times for a digit.
 *
 * @param model A model of pictures, input (n, height, width, channels), output (n, k).
 * @param x One picture, row-major.
 * @param options The class, the square, and how to read `x`.
 * @returns Differences of probabilities, −1 to 1, shape (height · width), row-major.
 * @throws {RangeError} If `x` is not one picture of the model, there is no such class, or `window` is
 * not odd.
 * @throws {TypeError} If the model does not take pictures, or has not one output of probabilities.
 *
 * @example A class that depends on nothing
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { useBackend } from "descent/backend";
 * import { occlusionMap } from "descent/nn";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = tf.sequential({
 *   layers: [
 *     tf.layers.flatten({ inputShape: [4, 4, 1] }),
 *     tf.layers.dense({ units: 2, activation: "softmax", kernelInitializer: "zeros" }),
 *   ],
 * });
 * const drops = await occlusionMap(model, new Uint8Array(16).fill(255), { label: 1, window: 3 });
 * assertEquals(drops, new Float32Array(16));
 * ```
 *
 * Source: M. Zeiler, R. Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014, § 4.2.
 */
export async function occlusionMap(
  model: tf.LayersModel,
  x: Float32Array | Uint8Array,
  { label, scale = 1, window = 7, fill = 0 }: OcclusionOptions,
): Promise<Float32Array> {
  const action = "compute occlusionMap";
  const { shape, classes } = checkOne(action, model, x, label, scale);
  const [, height = 0, width = 0, channels] = shape;
  if (channels === undefined || shape.length !== 4) {
    const needed = "the model must take pictures of shape [height, width, channels]";
    throw new TypeError(cannot(action, needed, shape.slice(1)));
  }
  checkInteger(action, "window", window, 1);
  if (window % 2 === 0) throw new RangeError(cannot(action, "window must be odd", window));
  const size = { height, width, channels };
  const pictures = new (x instanceof Uint8Array ? Uint8Array : Float32Array)(
    (height * width + 1) * x.length,
  );
  for (let at = 0; at < height * width; at++) {
    const picture = pictures.subarray(at * x.length, (at + 1) * x.length);
    picture.set(x);
    coverInPlace(picture, at, Math.floor(window / 2), fill, size);
  }
  pictures.set(x, height * width * x.length); // last, the picture as it is
  const p = await predict(model, pictures, { scale });
  const uncovered = p[height * width * classes + label]!;
  return Float32Array.from(
    { length: height * width },
    (_, at) => uncovered - p[at * classes + label]!,
  );
}

function coverInPlace(
  picture: Float32Array | Uint8Array,
  at: number,
  reach: number,
  fill: number,
  { height, width, channels }: { height: number; width: number; channels: number },
): void {
  const [y, x] = [Math.floor(at / width), at % width];
  const left = Math.max(0, x - reach);
  const right = Math.min(width, x + reach + 1);
  for (let row = Math.max(0, y - reach); row < Math.min(height, y + reach + 1); row++) {
    picture.fill(fill, (row * width + left) * channels, (row * width + right) * channels);
  }
}
