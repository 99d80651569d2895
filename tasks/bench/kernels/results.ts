import type { Machine } from "../shared/machine.ts";
import type { Ratio } from "../shared/statistics.ts";

/** What `deno task bench kernels` found: the file that `--json` writes. */
export type KernelResults = {
  bench: "kernels";
  machine: Machine;
  versions: Record<string, string>;
  settings: { rounds: number; warmUp: number };
  /** Which of the two builds runs: relaxed SIMD fuses products and sums. */
  relaxedSimd: boolean;
  /** Kernels that no case calls by name. */
  notMeasured: string[];
  kernels: KernelResult[];
};

/** One kernel at one size. */
export type KernelResult = {
  kernel: string;
  sizes: string;
  work: { flop: number } | { bytes: number };
  /** Milliseconds a call, for each round. */
  ours: number[];
  /** Largest difference from the plain loop, as a share of its largest value. */
  error: number;
  /** The plain loop's milliseconds, and how many times ours it takes. */
  reference: { ms: number[]; ratio: Ratio };
  /** tfjs's own kernel, where there is one; `error` as above. */
  stock?: { ms: number[]; ratio: Ratio; error: number };
  /** Our kernels that take no short cut, where this one takes one. */
  direct?: { ms: number[]; ratio: Ratio; error: number };
};
