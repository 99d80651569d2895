import { cannot, checkInteger } from "../core/mod.ts";
import { session } from "./session.ts";

/** Settings of `leakGuard`. */
export type LeakGuardOptions = {
  /**
   * How many tensors there are now: `() => tf.memory().numTensors`.
   * @default the counter of the TensorFlow.js that is loaded
   */
  count?: () => number;
};

/** Watches the number of tensors. */
export type LeakGuard = {
  /** How many tensors there are more than when the guard was made; below 0 if there are fewer. */
  leaked(): number;
  /**
   * Shows that there are as many tensors as there should be.
   *
   * @param kept How many of them are meant to stay. @default 0
   * @throws {RangeError} If there are more or fewer.
   */
  check(kept?: number): void;
};

/**
 * Watches for tensors that nobody disposes of: memory outside JavaScript's heap, which no garbage
 * collector frees.
 *
 * This folder loads no TensorFlow.js. It counts what it is given to count, and otherwise asks the engine
 * that TensorFlow.js leaves in the global scope once a notebook has loaded it.
 *
 * @param options `count` tells how many tensors there are.
 * @returns The guard, which has counted.
 * @throws {TypeError} If there is nothing to count with: TensorFlow.js is not loaded.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { leakGuard } from "descent/notebook";
 * import { assertEquals } from "@std/assert";
 *
 * const guard = leakGuard({ count: () => tf.memory().numTensors });
 * const kept = tf.tensor1d([1, 2]);
 * assertEquals(guard.leaked(), 1);
 * kept.dispose();
 * guard.check();
 * ```
 */
export function leakGuard(options: LeakGuardOptions = {}): LeakGuard {
  const count = options.count ?? countEngineTensors;
  const start = count();
  const leaked = () => count() - start;
  return {
    leaked,
    check(kept = 0) {
      checkInteger("check for leaks", "kept", kept);
      const more = leaked();
      if (more !== kept) {
        const needed = `${kept} tensors more than at the start; wrap the work in tf.tidy() or ` +
          "dispose() of what is not needed";
        throw new RangeError(cannot("check for leaks", needed, more));
      }
      const text = kept === 0 ? "no tensor leaked" : `${kept} kept, no other tensor leaked`;
      session().screen.show({ "text/html": `<div>✓ ${text}</div>`, "text/plain": `✓ ${text}` });
    },
  };
}

type Engine = { memory(): { numTensors: number } };

/** The engine that all copies of TensorFlow.js in a program share. */
function countEngineTensors(): number {
  const engine = (globalThis as { _tfengine?: Engine })._tfengine;
  if (typeof engine?.memory !== "function") {
    const needed = "TensorFlow.js must be loaded first, or hand over " +
      "{ count: () => tf.memory().numTensors }";
    throw new TypeError(cannot("guard against leaks", needed));
  }
  return engine.memory().numTensors;
}
