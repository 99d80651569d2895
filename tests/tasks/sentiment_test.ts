import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { loadModel } from "descent/nn";
import { restoreTransformer } from "descent/preprocess";
import { useBackend } from "descent/backend";
import config from "../../deno.json" with { type: "json" };
import { UsageError } from "../../tasks/cli/errors.ts";
import { parseSentimentOptions } from "../../tasks/sentiment/options.ts";
import { verdictLines } from "../../tasks/sentiment/report.ts";
import type { SentimentCard } from "../../tasks/sentiment/run_card.ts";
import { differencesOf, scoreOf } from "../../tasks/sentiment/score.ts";
import { verdictsOf } from "../../tasks/sentiment/verdict.ts";

// The task as `deno task sentiment` starts it, without DESCENT_DATA: the same data everywhere.
const [, ...program] = config.tasks.sentiment.split(" ");

function start(...args: string[]): Deno.ChildProcess {
  const env = { ...Deno.env.toObject(), NO_COLOR: "1" } as Record<string, string>;
  delete env["DESCENT_DATA"];
  return new Deno.Command(Deno.execPath(), {
    args: [...program, ...args],
    cwd: new URL("../..", import.meta.url),
    env,
    clearEnv: true,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

async function run(...args: string[]): Promise<{ code: number; out: string; errors: string }> {
  const { code, stdout, stderr } = await start(...args).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), errors: text(stderr) };
}

/** What must be the same whenever the same run is made: all but times and memory. */
function numbersOf({ settings, data, scores, differences, verdicts, asked }: SentimentCard) {
  return { settings, data, scores, differences, verdicts, asked };
}

Deno.test("sentiment compares three classes, answers, saves, and gives the same card for the same seed", async () => {
  const dir = await Deno.makeTempDir();
  const args = [
    "--classes",
    "3",
    "--seed",
    "4",
    "--seeds",
    "2",
    "--text",
    "质量 great，never broke",
  ];
  const ended = await run(...args, "--json", `${dir}/a.json`, "--save", `${dir}/model`);
  assertEquals([ended.code, ended.errors], [0, ""]);
  for (
    const text of [
      "768 training and 192 test texts, negative, neutral, positive",
      "small network on the words, seed 5",
      "bigrams of each class",
      "McNemar's p",
      "Does the network beat the bigrams of each class? Yes, with every seed",
      "“质量 great，never broke”: 质量 | great | never | broke",
      "Run card",
    ]
  ) assertStringIncludes(ended.out, text);

  await run(...args, "--json", `${dir}/b.json`, "--quiet");
  const [a, b] = await Promise.all(
    ["a", "b"].map(async (name) => JSON.parse(await Deno.readTextFile(`${dir}/${name}.json`))),
  );
  assertEquals(numbersOf(a), numbersOf(b));
  assertEquals(a.scores.length, 2 + 3);

  await useBackend("wasm");
  const state = JSON.parse(await Deno.readTextFile(`${dir}/model/tokenizer.json`));
  const words = restoreTransformer(state, "tokenizer");
  const model = await loadModel(`${dir}/model`);
  assertEquals(model.inputs[0]!.shape, [null, words.numWords]);
  model.dispose();
  await Deno.remove(dir, { recursive: true });
});

Deno.test("sentiment trains the documented LSTM for two classes", async () => {
  const args = ["--reports", "--length", "5", "--epochs", "1", "--seeds", "1", "--backend", "wasm"];
  const { code, out } = await run(...args);
  assertEquals(code, 0);
  for (
    const text of [
      "512 training and 128 test texts, negative, positive",
      "Embedding",
      "40,353",
      "1 network, 1 epoch each",
      "LSTM, seed 0",
    ]
  ) assertStringIncludes(out, text);
});

Deno.test({
  name: "sentiment stops at Ctrl-C after the step, and says which weights it has",
  ignore: Deno.build.os === "windows", // no SIGINT from another process there
  async fn() {
    const child = start("--reports", "--length", "5", "--epochs", "1000");
    const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    let out = "";
    for (let sent = false;;) {
      const { value, done } = await reader.read();
      if (done) break;
      out += value;
      if (!sent && out.includes("Epoch 1/1000")) {
        child.kill("SIGINT");
        sent = true;
      }
    }
    await child.stderr.cancel();
    assertEquals((await child.status).code, 130);
    assertStringIncludes(out, "the model is not tested, so there is no run card");
  },
});

Deno.test("sentiment says what is wrong, before the work", async () => {
  const folder = await run("--data", "/nowhere");
  assertEquals(folder.code, 1);
  assertStringIncludes(folder.errors, "error: Cannot find sentiment-sentences");
  const help = await run("--help");
  assertEquals(help.code, 0);
  assertStringIncludes(help.out, "deno task sentiment [options]");
});

Deno.test("parseSentimentOptions() has the documented values by default", () => {
  assertEquals(parseSentimentOptions([]), {
    ...{ classes: 2, reports: false, epochs: 10, batch: 32, length: 100, seed: 0, seeds: 3 },
    ...{ backend: "auto", texts: [], quiet: false, help: false },
  });
});

Deno.test("parseSentimentOptions() says what it takes", () => {
  const errors: [string[], string][] = [
    [["--classes", "4"], '--classes must be one of 2, 3, got "4"'],
    [["--epochs", "0"], '--epochs must be a whole number from 1 to 1000, got "0"'],
    [["--seeds", "0"], '--seeds must be a whole number from 1 to 100, got "0"'],
    [["--save", "m.h5"], '--save must name a folder, got "m.h5"'],
    [["--save", "x", "--json", "x"], '--save and --json must name two places, got "x" for both'],
    [["--data", "x", "--reports"], "--data and --reports exclude each other"],
    [
      ["--data", "x", "--classes", "3"],
      "--data and --classes 3, which takes the reports, exclude each other",
    ],
  ];
  for (const [args, text] of errors) {
    const error = assertThrows(() => parseSentimentOptions(args), UsageError);
    assertEquals(error.message, `${text} (see "deno task sentiment --help")`);
  }
});

// Of 40 texts the first way is right in all, the second in half, the third in all but one.
const Y = new Uint8Array(40).map((_, i) => i % 2);
const sure = (label: number) => [1 - label, label];
const WAYS = [
  scoreOf({ name: "all", title: "all" }, Y, Array.from(Y, sure)),
  scoreOf({ name: "half", title: "half" }, Y, Array.from(Y, () => [1, 0])),
  scoreOf({ name: "most", title: "most" }, Y, Array.from(Y, (y, i) => sure(i === 0 ? 1 : y))),
];

Deno.test("scoreOf() takes the likeliest class", () => {
  assertEquals(WAYS.map(({ correct }) => correct), [40, 20, 39]);
  assert(WAYS[1]!.interval.low < 0.5 && WAYS[1]!.interval.high > 0.5);
});

Deno.test("verdictsOf() tells better from not known, and worse where the roles change", () => {
  const [all, half, most] = WAYS as [typeof WAYS[0], typeof WAYS[0], typeof WAYS[0]];
  const verdicts = verdictsOf(differencesOf(Y, 0, all, [half, most]));
  assertEquals(verdicts.map(({ better, worse }) => [better, worse]), [[1, 0], [0, 0]]);
  const lines = verdictLines(
    [...verdicts, ...verdictsOf(differencesOf(Y, 0, half, [all]))],
    { all: "all", half: "half", most: "most" },
  );
  assertEquals(lines, [
    "Does the network beat the half? Yes, with every seed (+50.0 points on average)",
    "Does the network beat the most? These texts do not tell (+2.5 points on average)",
    "Does the network beat the all? No, it is worse with every seed (−50.0 points on average)",
  ]);
});
