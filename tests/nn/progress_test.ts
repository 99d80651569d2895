import { assertEquals } from "@std/assert";
import type { EpochLog, StepLog } from "../../lib/nn/logs.ts";
import { createProgress, type ProgressMode } from "../../lib/nn/progress.ts";

/** Two epochs of `steps` steps of `ms` milliseconds; what `mode` writes, write by write. */
function written(mode: ProgressMode, steps: number, ms: number): string[] {
  const writes: string[] = [];
  const progress = createProgress(mode, (text) => void writes.push(text), () => 40);
  for (let epoch = 1; epoch <= 2; epoch++) {
    for (let step = 1; step <= steps; step++) progress.onStep(stepLog(epoch, step, steps, ms));
    progress.onEpoch(epochLog(epoch, steps, ms));
  }
  progress.done();
  return writes;
}

function stepLog(epoch: number, step: number, steps: number, ms: number): StepLog {
  return { epoch, epochs: 2, step, steps, loss: 0.25, accuracy: 0.5, elapsedMs: step * ms };
}

function epochLog(epoch: number, steps: number, ms: number): EpochLog {
  const elapsedMs = steps * ms;
  return { epoch, epochs: 2, steps, loss: 0.25, accuracy: 0.5, elapsedMs, msPerStep: ms };
}

Deno.test("createProgress() redraws the bar in place and leaves one line an epoch", () => {
  const line = "- 2/2 - 0s - 80ms/step - accuracy: 0.5000 - loss: 0.2500";
  assertEquals(written("bar", 2, 80), [
    "\rEpoch 1/2 1/2 loss 0.2500 0:00 left\x1b[K", // 80 ms; at 160 ms it is too soon again
    `\rEpoch 1/2 ${line}\x1b[K`,
    "\n",
    "\rEpoch 2/2 1/2 loss 0.2500 0:00 left\x1b[K", // 240 ms; the epochs' times add up
    `\rEpoch 2/2 ${line}\x1b[K`,
    "\n",
  ]);
});

Deno.test("createProgress() redraws the bar at most ten times a second", () => {
  // Steps of 4 ms: the first, then every 25th (100 ms), however long the epochs are.
  const drawn = (steps: number) =>
    written("bar", steps, 4).filter((text) => text.includes("left")).length;
  assertEquals(drawn(1000), 80);
  assertEquals(drawn(50), 4);
  assertEquals(drawn(2), 1);
});

Deno.test("createProgress() leaves a half-way bar standing on its own line", () => {
  const writes: string[] = [];
  const progress = createProgress("bar", (text) => void writes.push(text), () => 40);
  progress.onStep(stepLog(1, 1, 2, 4));
  progress.done();
  progress.done();
  assertEquals(writes, ["\rEpoch 1/2 1/2 loss 0.2500 0:00 left\x1b[K", "\n"]);
});

Deno.test("createProgress() writes plain lines without control characters", () => {
  const tail = "- 2/2 - 0s - 4.0ms/step - accuracy: 0.5000 - loss: 0.2500";
  assertEquals(written("lines", 2, 4), [`Epoch 1/2 ${tail}\n`, `Epoch 2/2 ${tail}\n`]);
});

Deno.test("createProgress() writes a line every 30 seconds of a long epoch", () => {
  // 5 steps of 20 s: 40 s and 80 s have passed 30 s since the line before; 100 s is the epoch's end.
  const steps = written("lines", 5, 20_000).map((text) => text.slice(0, 15));
  const epoch = (n: number) => [2, 4, 5].map((step) => `Epoch ${n}/2 - ${step}/5`);
  assertEquals(steps, [...epoch(1), ...epoch(2)]);
});

Deno.test("createProgress() writes nothing for none", () => {
  assertEquals(written("none", 2, 4), []);
});

Deno.test("createProgress() takes lines for auto where output is no terminal", async () => {
  const script = `
    import { createProgress } from ${
    JSON.stringify(import.meta.resolve("../../lib/nn/progress.ts"))
  };
    const log = { epoch: 1, epochs: 1, steps: 1, loss: 1, accuracy: 0, elapsedMs: 4 };
    const progress = createProgress("auto");
    progress.onStep({ ...log, step: 1 });
    progress.onEpoch({ ...log, msPerStep: 4 });
  `;
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["eval", script] }).output();
  assertEquals(
    new TextDecoder().decode(stdout),
    "Epoch 1/1 - 1/1 - 0s - 4.0ms/step - accuracy: 0.0000 - loss: 1.0000\n",
  );
});
