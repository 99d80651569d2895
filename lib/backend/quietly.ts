import { withhold } from "./withhold.ts";

/** The beginnings of what tfjs 4.22 prints though nothing is wrong in Deno. */
const CHATTER = [
  // The first tensor on the JavaScript backend in what looks like Node: it advertises tfjs-node.
  /^\s*=+\s*Hi, looks like you are running TensorFlow\.js in Node\.js/,
  // A second copy of tfjs in one process, such as the one that danfojs brings.
  /^Platform \S+ has already been set\./,
  /^\S+ backend was already registered\./,
  /^The kernel '\w+' for backend '\w+' is already registered/,
  // The start of an LSTM or GRU of 45 units or more.
  /^Orthogonal initializer is being called on a matrix with more than/,
];

/**
 * Runs something while five messages of tfjs are kept off the console: its advertisement for
 * tfjs-node; that a platform, a backend or a kernel was registered twice; that an orthogonal
 * initialiser is slow. Every other warning is printed as ever, and so are these afterwards.
 *
 * @param run What to run. If it answers a promise, the messages are kept back until that settles.
 * @returns What `run` answers.
 *
 * @example A layer that tfjs would comment on
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { quietly, useBackend } from "descent/backend";
 * import { assertEquals } from "@std/assert";
 *
 * await useBackend("wasm");
 * const model = quietly(() =>
 *   tf.sequential({ layers: [tf.layers.gru({ units: 45, inputShape: [4, 1] })] })
 * );
 * assertEquals(model.outputShape, [null, 45]);
 * model.dispose();
 * ```
 */
export function quietly<T>(run: () => T): T {
  return withhold(CHATTER, run);
}
