import { recallTask } from "descent/nn";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

const TASK = { n: 4000, length: 5, symbols: 3, distance: 1, seed: 0 };

/** The symbol at a step of a sequence. */
function symbolAt(x: Uint8Array, i: number, t: number, { length, symbols } = TASK): number {
  const from = (i * length + t) * symbols;
  return x.subarray(from, from + symbols).indexOf(1);
}

Deno.test("recallTask() asks for the symbol so many steps before the last", () => {
  for (const distance of [0, 1, 4]) {
    const { x, y } = recallTask({ ...TASK, distance, noise: 0 });
    const asked = Uint8Array.from(y, (_, i) => symbolAt(x, i, 4 - distance));
    assertEquals(y, asked);
  }
});

Deno.test("recallTask() has one symbol a step, all about as often", () => {
  const { x } = recallTask(TASK);
  const counts = [0, 0, 0];
  for (let i = 0; i < TASK.n * TASK.length; i++) {
    const row = x.subarray(3 * i, 3 * i + 3);
    assertEquals(row.reduce((a, b) => a + b), 1);
    counts[row.indexOf(1)]!++;
  }
  const expected = TASK.n * TASK.length / 3;
  for (const count of counts) assert(Math.abs(count - expected) < 4 * Math.sqrt(expected));
});

Deno.test("recallTask() mistakes a share of the labels, evenly for the other symbols", () => {
  const { x, y, optimalLoss, optimalAccuracy } = recallTask({ ...TASK, noise: 0.3 });
  // 0.7 ln (1 / 0.7) + 0.3 ln (2 / 0.3), worked by hand.
  assertAlmostEquals(optimalLoss, 0.818808, 1e-6);
  assertEquals(optimalAccuracy, 0.7);
  const steps = [0, 0, 0]; // from the symbol that stood there to the label
  y.forEach((label, i) => steps[(label - symbolAt(x, i, 3) + 3) % 3]!++);
  [0.7, 0.15, 0.15].forEach((share, i) => {
    const error = Math.sqrt(share * (1 - share) / TASK.n);
    assert(Math.abs(steps[i]! / TASK.n - share) < 4 * error, `${i}: ${steps[i]}`);
  });
});

Deno.test("recallTask() tells the loss that the best answer has", () => {
  for (const [symbols, noise] of [[2, 0.05], [3, 0.1], [7, 0.4]] as const) {
    const sizes = { ...TASK, symbols };
    const { x, y, optimalLoss } = recallTask({ ...sizes, noise });
    const losses = Array.from(y, (label, i) =>
      -Math.log(
        label === symbolAt(x, i, 3, sizes) ? 1 - noise : noise / (symbols - 1),
      ));
    const mean = losses.reduce((a, b) => a + b) / TASK.n;
    const variance = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / TASK.n;
    assert(Math.abs(mean - optimalLoss) < 4 * Math.sqrt(variance / TASK.n));
  }
});

Deno.test("recallTask() says nothing where every label is as likely", () => {
  assertAlmostEquals(recallTask({ ...TASK, noise: 2 / 3 }).optimalLoss, Math.log(3), 1e-12);
});

Deno.test("recallTask() gives the same for the same seed", () => {
  assertEquals(recallTask(TASK), recallTask(TASK));
  const other = recallTask({ ...TASK, seed: 1 });
  assert(other.y.some((label, i) => label !== recallTask(TASK).y[i]));
});

Deno.test("recallTask() says what it takes", () => {
  const errors: [Partial<typeof TASK> & { noise?: number }, string][] = [
    [{ n: 0 }, "n must be a whole number of at least 1, got 0"],
    [{ length: 0 }, "length must be a whole number of at least 1, got 0"],
    [{ symbols: 257 }, "symbols must be a whole number from 2 to 256, got 257"],
    [{ distance: 5 }, "distance must be a whole number from 0 to 4, got 5"],
    [{ noise: 0.7 }, "noise must lie in 0 to 1 − 1 / 3, got 0.7"],
    [{ noise: NaN }, "noise must lie in 0 to 1 − 1 / 3, got NaN"],
  ];
  for (const [wrong, text] of errors) {
    const error = assertThrows(() => recallTask({ ...TASK, ...wrong }), RangeError);
    assertEquals(error.message, `Cannot make a recall task: ${text}`);
  }
});
