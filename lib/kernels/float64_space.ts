import { cannot, checkInteger } from "../core/mod.ts";
import { loadKernels } from "./load.ts";

/** Vectors in a WebAssembly memory of their own, and the kernels that work on them. */
export type Float64Space = {
  /** A new vector of zeros, shape `(length)`. */
  allocate(length: number): Float64Array;
  /** Whether a vector lies here. */
  holds(vector: Float64Array): boolean;
  /**
   * One step of Adam in place: `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`,
   * `w ← w − mScale · m / (√(v · vScale) + ε)`. All four vectors lie here and have one length.
   */
  adam(vectors: AdamVectors, settings: AdamPass): void;
};

/** Parameters, gradient and moments, shape `(d)` each. */
export type AdamVectors = {
  w: Float64Array;
  g: Float64Array;
  m: Float64Array;
  v: Float64Array;
};

/** What a step of Adam depends on, the corrections of its means among it. */
export type AdamPass = {
  beta1: number;
  beta2: number;
  mScale: number;
  vScale: number;
  epsilon: number;
};

const BYTES = 8;
const PAGE = 65_536;

/**
 * Room for vectors of 64-bit numbers where WASM kernels reach them, for optimisers of `descent/optim`
 * with very many parameters: `adam({ space })` makes its step there two numbers at a time, with the
 * same result bit for bit.
 *
 * The room is what it is: vectors are not given back one by one, but all together with the space.
 *
 * @param numbers For how many numbers, at least 1, at most 2²⁸. Adam takes four a parameter.
 * @returns The space.
 * @throws {RangeError} If the count is out of its range, the machine lacks the memory or the engine
 * WebAssembly SIMD; and when a vector is wanted for which there is no room.
 *
 * @example A step of Adam for a million parameters
 * ```ts
 * import { createFloat64Space } from "descent/kernels";
 * import { adam } from "descent/optim";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const space = createFloat64Space(4e6);
 * const [w, gradient] = [space.allocate(1e6), space.allocate(1e6).fill(3)];
 * const optimizer = adam({ learningRate: 0.1, space });
 * optimizer.updateInPlace(w, gradient, optimizer.init(w));
 * assertAlmostEquals(w[999_999]!, -0.1, 1e-8);
 * ```
 */
export function createFloat64Space(numbers: number): Float64Space {
  checkInteger("create a Float64Space", "numbers", numbers, 1, 2 ** 28);
  // Page 0 stays empty, as in the kernels' own build: no vector has the address 0.
  const memory = memoryOf(1 + Math.ceil(numbers * BYTES / PAGE));
  const { kernels } = loadKernels(memory);
  let free = PAGE;
  return {
    allocate(length) {
      checkInteger("allocate a vector", "length", length);
      const left = (PAGE + numbers * BYTES - free) / BYTES;
      if (length > left) {
        const needed = `there is room for ${left} of ${numbers} numbers`;
        throw new RangeError(cannot("allocate a vector", needed, length));
      }
      const vector = new Float64Array(memory.buffer, free, length);
      free += length * BYTES;
      return vector;
    },
    holds: ({ buffer }) => buffer === memory.buffer,
    adam({ w, g, m, v }, { beta1, beta2, mScale, vScale, epsilon }) {
      const [wAt, mAt, vAt, gAt] = [w.byteOffset, m.byteOffset, v.byteOffset, g.byteOffset];
      kernels.adam64(wAt, mAt, vAt, gAt, w.length, mScale, beta1, beta2, epsilon, vScale);
    },
  };
}

function memoryOf(pages: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (error) {
    const needed = `the machine must have ${pages * PAGE / 1e6} MB to spare`;
    throw new RangeError(cannot("create a Float64Space", needed), { cause: error });
  }
}
