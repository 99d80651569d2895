/** The backends of tfjs that this kit knows. */
export type BackendName = "wasm" | "webgpu" | "cpu";

/** What computes from now on, and why. */
export type BackendInfo = {
  /** The backend's name in tfjs, as `tf.getBackend()` answers it. */
  name: BackendName;
  /** Whether WebAssembly's 128-bit SIMD is in use. */
  simd: boolean;
  /** Whether the training kernels fuse products and sums (WebAssembly's relaxed SIMD). */
  relaxedSimd: boolean;
  /** How many threads of the processor compute. */
  threads: number;
  /** The graphics adapter's own name; with "webgpu" only. */
  adapter?: string;
  /** Why this backend, in words, with what was tried before it. */
  reason: string;
};

/** A backend that was opened; why it was chosen is for the chooser to say. */
export type Opened = Omit<BackendInfo, "reason">;

/** A backend that is not to be had. */
export type Missing = {
  /** What is missing, as a clause: "no graphics adapter was found". */
  missing: string;
  /** What helps, as an order: 'take "wasm"'. */
  mend: string;
};

/** Whether an attempt came to nothing. */
export function isMissing<T extends object>(attempt: T | Missing): attempt is Missing {
  return "missing" in attempt;
}
