import type { JudgedAim } from "./aims.ts";
import type { Machine } from "../shared/machine.ts";
import type { Verification } from "./verify.ts";

/** What `deno task bench mnist` found: the file that `--json` writes. */
export type MnistResults = {
  bench: "mnist";
  machine: Machine;
  /** Names and versions of everything that ran. */
  versions: Record<string, string>;
  data: { name: string; documented: boolean; note: string };
  settings: {
    /** Images a training step. */
    batch: number;
    /** Training steps a round. */
    steps: number;
    /** Rounds counted, and those before them that were not. */
    rounds: number;
    warmUp: number;
    seed: number;
    peerThreads: number;
  };
  /** Who did not take part, and why, a line each. */
  leftOut: string[];
  verification: Verification[];
  training: TrainingResult[];
  inference: InferenceResult[];
  aims: JudgedAim[];
};

/** One contestant's training. */
export type TrainingResult = {
  id: string;
  label: string;
  /** What computes, in its own words: `WASM, relaxed SIMD, 1 thread`. */
  runsOn: string;
  /** Steps a round; fewer than the others' where they take seconds. */
  steps: number;
  /** Milliseconds a step, for each round. */
  msPerStep: number[];
  /** Mean loss over the last round's steps, which shows that it learned. */
  loss: number;
  /** The most memory held up to the end of the training rounds, in bytes. */
  peakBytes?: number;
};

/** One contestant's inference at one batch size. */
export type InferenceResult = {
  id: string;
  label: string;
  /** Images at a time. */
  batch: number;
  /** Images a second, for each round. */
  imagesPerSecond: number[];
  /** Share of the different test images that it classified correctly after training. */
  accuracy: number;
};
