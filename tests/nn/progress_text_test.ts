import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { StepLog } from "../../lib/nn/logs.ts";
import { epochLine, formatClock, progressLine, stepLine } from "../../lib/nn/progress_text.ts";

// Half of the second of five epochs, 4 ms a step: 50 + 3 * 100 steps left are 1.4 s.
const half: StepLog = {
  epoch: 2,
  epochs: 5,
  step: 50,
  steps: 100,
  loss: 0.07128,
  accuracy: 0.978125,
  elapsedMs: 200,
};

Deno.test("progressLine() draws the bar at one step of many, half, and all", () => {
  const tail = "loss 0.0713 acc 0.9781";
  assertEquals(
    progressLine({ ...half, step: 1, elapsedMs: 4 }, 120),
    `Epoch 2/5 [>.............................]   1/100 4.0ms/step ${tail} 0:02 left`,
  );
  assertEquals(
    progressLine(half, 120),
    `Epoch 2/5 [===============>..............]  50/100 4.0ms/step ${tail} 0:01 left`,
  );
  assertEquals(
    progressLine({ ...half, step: 100, elapsedMs: 400 }, 120),
    `Epoch 2/5 [==============================] 100/100 4.0ms/step ${tail} 0:01 left`,
  );
});

Deno.test("progressLine() shrinks the bar, then drops parts, then cuts", () => {
  const wanted: [columns: number, line: string][] = [
    [80, "Epoch 2/5 [======>......]  50/100 4.0ms/step loss 0.0713 acc 0.9781 0:01 left"],
    [77, "Epoch 2/5 [=====>....]  50/100 4.0ms/step loss 0.0713 acc 0.9781 0:01 left"],
    [76, "Epoch 2/5  50/100 4.0ms/step loss 0.0713 acc 0.9781 0:01 left"],
    [62, "Epoch 2/5  50/100 loss 0.0713 acc 0.9781 0:01 left"],
    [50, "Epoch 2/5  50/100 loss 0.0713 0:01 left"],
    [40, "Epoch 2/5  50/100 0:01 left"],
    [25, "Epoch 2/5  50/100"],
    [12, "Epoch 2/5"],
    [5, "Ep"],
    [3, ""],
    [0, ""],
  ];
  for (const [columns, line] of wanted) assertEquals(progressLine(half, columns), line);
});

Deno.test("progressLine() leaves the terminal's last three columns free", () => {
  const log = fc.record({
    epoch: fc.integer({ min: 1, max: 20 }),
    epochs: fc.constant(20),
    step: fc.integer({ min: 1, max: 1875 }),
    steps: fc.constant(1875),
    loss: fc.float({ min: 0, max: 1e6 }),
    accuracy: fc.float({ min: 0, max: 1, noNaN: true }),
    elapsedMs: fc.float({ min: 0, max: 1e7, noNaN: true }),
  });
  fc.assert(fc.property(log, fc.integer({ min: 1, max: 200 }), (step, columns) => {
    assert(progressLine(step, columns).length <= Math.max(columns - 3, 0));
  }));
});

Deno.test("epochLine() says what Keras says", () => {
  const log = { epoch: 1, epochs: 5, steps: 1875, elapsedMs: 19_076.6, msPerStep: 10.17 };
  assertEquals(
    epochLine({ ...log, loss: 0.170161, accuracy: 0.952383 }),
    "Epoch 1/5 - 1875/1875 - 19s - 10ms/step - accuracy: 0.9524 - loss: 0.1702",
  );
});

Deno.test("epochLine() keeps the digits of a tiny loss and shows one that is not a number", () => {
  const log = { epoch: 1, epochs: 1, steps: 10, elapsedMs: 99.4, msPerStep: 9.94, accuracy: 1 };
  assertEquals(
    epochLine({ ...log, loss: 0.00012345 }),
    "Epoch 1/1 - 10/10 - 0s - 9.9ms/step - accuracy: 1.0000 - loss: 1.2345e-4",
  );
  assertEquals(
    epochLine({ ...log, loss: NaN }),
    "Epoch 1/1 - 10/10 - 0s - 9.9ms/step - accuracy: 1.0000 - loss: NaN",
  );
});

Deno.test("stepLine() says how far into the epoch it is", () => {
  assertEquals(
    stepLine(half),
    "Epoch 2/5 - 50/100 - 0s - 4.0ms/step - accuracy: 0.9781 - loss: 0.0713",
  );
});

Deno.test("progressLine() has a bar in 80 columns on all of MNIST", () => {
  const last = { ...half, step: 1870, steps: 1875, elapsedMs: 20_000 };
  assertEquals(
    progressLine(last, 80),
    "Epoch 2/5 [===========>] 1870/1875 11ms/step loss 0.0713 acc 0.9781 1:00 left",
  );
});

Deno.test("formatClock() gives minutes and seconds, and hours from one hour on", () => {
  const wanted: [ms: number, text: string][] = [
    [0, "0:00"],
    [499, "0:00"],
    [8_000, "0:08"],
    [59_499, "0:59"],
    [59_500, "1:00"],
    [185_000, "3:05"],
    [3_599_499, "59:59"],
    [3_599_500, "1:00:00"],
    [7_650_000, "2:07:30"],
    [Infinity, "?"],
    [NaN, "?"],
  ];
  for (const [ms, text] of wanted) assertEquals(formatClock(ms), text);
});
