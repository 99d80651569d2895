import { MODELS } from "../bench/train/models.ts";

/** What `deno task profile --help` prints. */
export function helpText(): string {
  const models = Object.entries(MODELS).map(([name, { problem }]) =>
    `  ${name.padEnd(12)}${problem.label}`
  );
  return `Say where the time of a training step, or of predict(), goes: which kernel took which share of it.

  deno task profile [MODEL] [options]

${models.join("\n")}

Without a name, documented.

  --steps N    steps that are timed (30)
  --batch N    examples a step (32)
  --fit        profile model.fit with tf.train.adam, even where train() runs a compiled plan
  --predict    profile predict() of a batch instead of a training step
  --threads N  threads that share the work (one a processor)
  --json FILE  write everything measured to this file
  --help       print this

A plan's kernels are those of lib/kernels, timed around each call in steps that take turns with
unwatched ones; model.fit's are TensorFlow.js's, each in a wrapper that asks the clock. Speeds are
those of the quickest step. The peak is that of 128-bit products and sums in registers, measured
beforehand; the roof is the peak, or what memory allows at so many operations a byte: what comes
from the caches can be above it. No operations are told of kernels that only move numbers.

Exit codes: 0 profiled; 1 something does not run; 2 wrong option.`;
}
