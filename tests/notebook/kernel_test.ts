import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Execution, type Kernel, startKernel } from "../../tasks/shared/kernel/kernel.ts";
import { runAll, textOf } from "../../tasks/shared/kernel/run_all.ts";

const options = { cwd: Deno.cwd(), env: { NO_COLOR: "1" } };
const ignore = Deno.build.os === "windows"; // signals, and reading the kernel's command, differ

Deno.test("descent/notebook keeps every output under its cell when all cells are queued", async () => {
  const names = Array.from({ length: 12 }, (_, i) => i);
  const { outputs, late } = await runAll([
    'import { table } from "descent/notebook";',
    ...names.flatMap((i) => [
      `${i} + 1000`,
      `for (let k = 0; k < 50; k++) console.log("line", k); "end ${i}"`,
      `console.log("before"); throw new RangeError("boo ${i}")`,
    ]),
  ], options);
  const lines = Array.from({ length: 50 }, (_, k) => `line ${k}\n`).join("");
  assertEquals(
    outputs.slice(1).map(textOf),
    names.flatMap((i) => [
      `${i + 1000}\n`,
      `${lines}"end ${i}"\n`,
      `before\nRangeError: boo ${i}\n`,
    ]),
  );
  assertEquals(late, []);
});

Deno.test({
  name: "Interrupt stops the loops of one cell alone, and keeps what was computed",
  ignore,
  async fn() {
    const cells = [
      'import { cancelSignal, checkpoint } from "descent/notebook"; let rounds = 0;',
      'console.log("go"); while (true) { await checkpoint(); rounds++; }',
      "[rounds > 0, cancelSignal().aborted]",
      `const signal = cancelSignal();
       while (!signal.aborted) await new Promise((done) => setTimeout(done, 2));
       throw new Error("something else, and " + cancelSignal().aborted)`,
      "cancelSignal().aborted",
    ];
    const { outputs } = await runAll(cells, {
      ...options,
      whenBusy(cell, process) {
        if (cell !== 1 && cell !== 3) return;
        for (const ms of [150, 160]) setTimeout(() => Deno.kill(process.pid, "SIGINT"), ms);
      },
    });
    assertEquals(outputs.map(textOf), [
      "",
      "go\nAbortError: Interrupted: what was computed so far is kept\n",
      "[ true, false ]\n",
      "Error: something else, and true\n",
      "false\n",
    ]);
  },
});

Deno.test({
  name: "Interrupt stops train(), which keeps the weights of the last finished epoch",
  ignore,
  async fn() {
    const cells = [
      `import * as tf from "@tensorflow/tfjs";
       import { cancelSignal, liveChart } from "descent/notebook";
       import { useBackend } from "descent/backend";
       import { train } from "descent/nn";
       await useBackend("wasm");
       const dense = { inputShape: [2], units: 2, activation: "softmax" };
       const model = tf.sequential({ layers: [tf.layers.dense(dense)] });
       const data = { x: Float32Array.of(0, 1, 1, 0), y: Uint8Array.of(0, 1) };`,
      `const result = await train(model, data, {
         epochs: 1e6, seed: 0, progress: "none", signal: cancelSignal(), ...liveChart({ series: ["loss"] }),
       });
       [result.stopped !== undefined, result.epochs.length > 0]`,
      "model.predict(tf.ones([1, 2])).shape",
    ];
    const { outputs } = await runAll(cells, {
      ...options,
      whenBusy(cell, process) {
        if (cell === 1) setTimeout(() => Deno.kill(process.pid, "SIGINT"), 400);
      },
    });
    const [, trained, after] = outputs.map(textOf);
    assertStringIncludes(trained!, "[ true, true ]\n"); // between drawings of the chart
    assertEquals(after, "[ 1, 2 ]\n");
  },
});

Deno.test("an output of 12 MB is refused with advice, and the kernel speaks on", async () => {
  await using kernel = await startKernel(options);
  await run(kernel, 'import { html, show } from "descent/notebook"; const big = "y".repeat(12e6);');
  const advice = "RangeError: Cannot show an output: it must be under 5.0 MB, or the kernel may " +
    "fall silent; show fewer points or rows, or save it to a file and show the file's name, got 12.0 MB";
  assertStringIncludes(await run(kernel, 'await show(html(big, ""))'), advice);
  assertStringIncludes(await run(kernel, 'html(big, "")'), advice);
  assertStringIncludes(await run(kernel, "console.log(big)"), "… cut here: a text of 12.0 MB");
  assertEquals(await run(kernel, '"still here"'), '"still here"\n');
});

Deno.test("the kernel shows values that tell by themselves how they look, without banners", async () => {
  await using kernel = await startKernel(options);
  const first =
    'import { exercise, image } from "descent/notebook"; import * as tf from "@tensorflow/tfjs";';
  assertEquals(await run(kernel, first), "");
  assertEquals(await run(kernel, 'await tf.setBackend("cpu"); tf.scalar(1).dispose()'), "");
  assertStringIncludes(await run(kernel, "tf.tensor1d([1, 2])"), "Tensor [2] float32");
  assertStringIncludes(
    await run(kernel, "image(new Uint8Array(4), { width: 2, height: 2 })"),
    "image, 2 × 2, grey",
  );
  assertEquals(await run(kernel, '({ "a": 1 })'), "{ a: 1 }\n");
});

async function run(kernel: Kernel, code: string): Promise<string> {
  return shownBy(await kernel.execute(code, { limitMs: 60_000 }));
}

/** What a front end shows: an update of what was never shown is passed over. */
function shownBy({ messages }: Execution): string {
  return textOf(messages.filter(({ type }) => type !== "update_display_data"));
}
