/**
 * The exercises of 07_model_as_a_service.ipynb, which imports this file once.
 *
 * @module
 */

import { defineExercises, type Exercise } from "descent/notebook";

/** The exercises by name; solutions are expressions. */
export const MODEL_AS_A_SERVICE: Record<string, Exercise> = {
  stability: {
    task:
      "Write stability(now, training): the population stability index of two lists of shares, " +
      "Σ (p − q) ln(p / q). A share below 0.0001 counts as 0.0001.",
    checks: [
      { name: "equal shares are at 0", test: (f) => near(f([0.5, 0.5], [0.5, 0.5]), 0) },
      { name: "a worked value", test: (f) => near(f([0.8, 0.2], [0.5, 0.5]), 0.4159) },
      { name: "an empty part is finite", test: (f) => near(f([1, 0], [0.5, 0.5]), 4.6045) },
    ],
    hints: ["Math.max(share, 1e-4), on both sides.", "p is now, q is training."],
    solution: `(now, training) => now.reduce((sum, share, i) => {
  const [p, q] = [Math.max(share, 1e-4), Math.max(training[i], 1e-4)];
  return sum + (p - q) * Math.log(p / q);
}, 0)`,
  },
  batches: {
    task: "Write batches(arrivals, maxBatch, maxDelay): the sizes of the batches. A batch takes " +
      "requests that arrive within maxDelay of its first, at most maxBatch. Times are rising.",
    checks: [
      { name: "those together share one", test: (f) => same(f([0, 0, 1], 8, 2), [3]) },
      { name: "a full batch goes", test: (f) => same(f([0, 0, 0, 0, 0], 2, 9), [2, 2, 1]) },
      {
        name: "the first one's wait counts, not the latest's",
        test: (f) => same(f([0, 2, 4, 6], 8, 3), [2, 2]),
      },
    ],
    hints: ["Keep the time of the batch's first request.", "A new batch where it is full or late."],
    solution: `(arrivals, maxBatch, maxDelay) => {
  const sizes = [];
  let first = -Infinity;
  for (const time of arrivals) {
    if (time - first > maxDelay || sizes.at(-1) === maxBatch) {
      sizes.push(0);
      first = time;
    }
    sizes[sizes.length - 1]++;
  }
  return sizes;
}`,
  },
  firstBroken: {
    task: "Write firstBroken(lines, hash): the index of the first line that is not as it was " +
      "written, or -1. A line is { text, previous, hash }; its hash is hash(previous + text), its " +
      'previous is the hash of the line before, of the first "".',
    checks: [
      { name: "an honest log is whole", test: (f) => f(chain(["a", "b", "c"]), toyHash) === -1 },
      {
        name: "a changed text shows",
        test: (f) => f(chain(["a", "b", "c"]).with(1, { ...B, text: "x" }), toyHash) === 1,
      },
      {
        name: "a line taken out shows at the next",
        test: (f) => f(chain(["a", "b", "c"]).toSpliced(1, 1), toyHash) === 1,
      },
    ],
    hints: ["Two things can be wrong with a line.", "findIndex gives -1 by itself."],
    solution: `(lines, hash) => lines.findIndex((line, i) =>
  line.previous !== (i === 0 ? "" : lines[i - 1].hash) ||
  line.hash !== hash(line.previous + line.text))`,
  },
};

defineExercises(MODEL_AS_A_SERVICE);

type Line = { text: string; previous: string; hash: string };

/** Short and no secret: enough to see a chain. */
function toyHash(text: string): string {
  return `<${[...text].reverse().join("")}>`;
}

function chain(texts: string[]): Line[] {
  const lines: Line[] = [];
  for (const text of texts) {
    const previous = lines.at(-1)?.hash ?? "";
    lines.push({ text, previous, hash: toyHash(previous + text) });
  }
  return lines;
}

const B: Line = chain(["a", "b"])[1]!;

function near(got: unknown, want: number): true | string {
  const isNear = typeof got === "number" && Math.abs(got - want) < 1e-3;
  return isNear || `it must be ${want}, got ${String(got)}`;
}

function same(got: unknown, want: number[]): true | string {
  return String(got) === String(want) || `it must be ${want}, got ${String(got)}`;
}
