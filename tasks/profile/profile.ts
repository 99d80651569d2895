import type { Work } from "./work.ts";
import type { Yardsticks } from "./yardsticks.ts";

/** Where the time of a training step, or of a prediction, goes. */
export type Profile = {
  /** The network's name in `deno task bench train`. */
  model: string;
  label: string;
  /** Examples a step. */
  batch: number;
  /** Steps that were timed. */
  steps: number;
  /** What a step was: a compiled training step, TensorFlow.js's `model.fit`, or `predict()` of a batch. */
  path: "plan" | "fit" | "predict";
  /** Why it was `model.fit` where a plan was asked for. */
  why?: string;
  /** Threads that shared the work. */
  threads: number;
  /** Milliseconds a step, unwatched. */
  stepMs: { least: number; median: number };
  /** The kernels, the one that took longest first. */
  rows: ProfileRow[];
  /** Milliseconds a step in which no kernel ran. */
  betweenMs: number;
  yardsticks: Yardsticks;
};

/** What a kernel took of a step, at one of the sizes that it was called with. */
export type ProfileRow = Work & {
  kernel: string;
  /** Calls in a step, in the mean. */
  calls: number;
  /** Milliseconds of all its calls in a step: in the middle of the steps, and in the quickest. */
  ms: number;
  leastMs: number;
};

/** What timing gave, whichever way the step was made. */
export type Timed = {
  /** Milliseconds of each step, unwatched. */
  stepMs: number[];
  rows: ProfileRow[];
};
