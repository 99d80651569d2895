import { assertEquals } from "@std/assert";
import { cardLines, mistakeLines, resultLines } from "../../tasks/shared/digits/report.ts";
import type { RunCard } from "../../tasks/shared/digits/run_card.ts";
import { stoppedLines } from "../../tasks/shared/digits/stop.ts";
import type { TestResult } from "../../tasks/shared/digits/test_model.ts";

// 9,799 of 10,000 right, with Wilson's interval from the formula.
const result: TestResult = {
  images: 10_000,
  loss: 0.0767976,
  accuracy: 0.9799,
  correct: 9799,
  interval: { level: 0.95, low: 0.976961, high: 0.982474 },
  confusion: [[9, 1], [0, 10]],
  worstMistakes: [{ index: 1, label: 0, taken: 1, probability: 0.984, loss: 4.1 }],
};

Deno.test("resultLines() says loss and accuracy with the counts and the interval", () => {
  assertEquals(resultLines(result), [
    "Test loss:     0.0768",
    "Test accuracy: 97.99 % (9,799 of 10,000; 95 % interval 97.70 % to 98.25 %)",
  ]);
});

// Two images of 2 × 2: paper, and ink.
const digits = {
  images: Uint8Array.of(0, 0, 0, 0, 255, 255, 255, 255),
  labels: Uint8Array.of(1, 0),
  n: 2,
  height: 2,
  width: 2,
};

Deno.test("mistakeLines() draws the image that was taken for another", () => {
  assertEquals(mistakeLines(result, digits, { columns: 80, pictures: "ascii" }), [
    "Confusion table",
    "        predicted",
    "  true   0   1",
    "     0   9   1",
    "     1   ·  10",
    "",
    "The only mistake",
    "",
    "@@",
    "0 taken for 1, 98 %",
  ]);
});

Deno.test("mistakeLines() says that there are none", () => {
  const perfect = { ...result, worstMistakes: [] };
  const lines = mistakeLines(perfect, digits, { columns: 80, pictures: "ascii" });
  assertEquals(lines.at(-1), "No mistakes");
});

const epoch = {
  epochs: 5,
  steps: 1875,
  loss: 0.0673,
  accuracy: 0.9799,
  elapsedMs: 1,
  msPerStep: 1,
};

Deno.test("stoppedLines() says where training stopped and which weights were kept", () => {
  const epochs = [{ epoch: 1, ...epoch }, { epoch: 2, ...epoch }];
  assertEquals(stoppedLines({ epochs, stopped: { epoch: 3, step: 938 } }, true), [
    "",
    "Stopped in epoch 3 after step 938; the model is not tested, so there is no run card",
    "Kept the weights of epoch 2, the last one finished (training accuracy 0.9799, loss 0.0673)",
  ]);
  assertEquals(
    stoppedLines({ epochs, stopped: { epoch: 3, step: 0 } }, true)[1],
    "Stopped before epoch 3; the model is not tested, so there is no run card",
  );
});

Deno.test("stoppedLines() says that kept weights end with the process where nothing saves them", () => {
  const training = { epochs: [{ epoch: 1, ...epoch }], stopped: { epoch: 2, step: 3 } };
  assertEquals(stoppedLines(training, false), [
    ...stoppedLines(training, true),
    "They are not saved: --save DIR would write them to a folder",
  ]);
});

Deno.test("stoppedLines() says that there is nothing to keep before the first epoch ended", () => {
  assertEquals(
    stoppedLines({ epochs: [], stopped: { epoch: 1, step: 9 } }, false).at(-1),
    "No epoch was finished, so there are no trained weights to keep",
  );
});

const card = {
  settings: { epochs: 5, batch: 32, seed: 0, backend: "auto", optimizer: "adam" },
  data: { files: [{ name: "a.gz", bytes: 1, sha256: "0123456789abcdef" }], trainImages: 60_000 },
  training: { path: "compiled", why: "every layer has a compiled form", steps: 9375 },
  times: { firstStepMs: 1234, trainMs: 40_312.5, testMs: 950, totalMs: 43_000 },
  peakMemoryBytes: 412.4e6,
  versions: { descent: "0.1.0", deno: "2.9.6", v8: "15.0", typescript: "6.0", tfjs: "4.22.0" },
} as unknown as RunCard;

Deno.test("cardLines() tells settings, data, versions, time and memory", () => {
  assertEquals(cardLines(card), [
    "Run card",
    "  settings  seed 0, 5 × 60,000 images, batch 32, adam",
    "  data      a.gz 0123456789ab",
    "  versions  Descent 0.1.0, Deno 2.9.6, V8 15.0, tfjs 4.22.0",
    "  steps     9,375, compiled (every layer has a compiled form)",
    "  time      43.0 s in all: first step after 1.2 s, training 40.3 s (4.3 ms/step), test 0.9 s",
    "  memory    412 MB at most",
  ]);
});
