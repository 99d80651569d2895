import { assert, assertAlmostEquals, assertEquals, assertMatch, assertThrows } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { differences } from "../../tasks/digits/documented.ts";
import { openDigits } from "../../tasks/digits/open_digits.ts";
import { parseDigitsOptions } from "../../tasks/digits/options.ts";
import { fitPixels } from "../../tasks/digits/scale_pixels.ts";
import type { RunCard } from "../../tasks/shared/digits/run_card.ts";

// The task as `deno task digits` starts it, but without the network and DESCENT_DATA, so that these
// tests take the same data everywhere.
const [, ...program] = config.tasks.digits.split(" ").filter((word) => word !== "--allow-net");
const root = new URL("../..", import.meta.url);

function start(...args: string[]): Deno.ChildProcess {
  const env = { ...Deno.env.toObject(), NO_COLOR: "1" } as Record<string, string>;
  delete env["DESCENT_DATA"];
  const command = { args: [...program, ...args], cwd: root, env, clearEnv: true };
  return new Deno.Command(Deno.execPath(), { ...command, stdout: "piped", stderr: "piped" })
    .spawn();
}

async function run(...args: string[]): Promise<{ code: number; out: string; errors: string }> {
  const { code, stdout, stderr } = await start(...args).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), errors: text(stderr) };
}

Deno.test("digits reads more than 97 % of the small digits, saves, loads, and tells all", async () => {
  const dir = await Deno.makeTempDir();
  const save = `${dir}/handwritten_digits_model.h5`;
  const { code, out, errors } = await run("--save", save, "--json", `${dir}/card.json`);
  assertEquals([code, errors], [0, ""]);
  assert(out.includes("1,294 to train, 144 to validate, 359 to test"), out);
  assert(out.includes("\nMaxPooling2D  3 × 3 × 32"), out);
  assertMatch(out, /^Epoch 40\/40 - 11\/11 .* val_accuracy: 0\.\d+ - val_loss: 0\.\d+$/m);
  assert(out.includes(`Saved the model to ${save}\nLoaded it again: the same predictions for 359`));
  const card: RunCard = JSON.parse(await Deno.readTextFile(`${dir}/card.json`));
  assertEquals([card.task, card.settings.data, card.settings.batch], ["digits", "8x8", 128]);
  assertEquals(card.data.files[0]!.sha256.slice(0, 12), "9f7fca3251c1");
  assertEquals(card.data.validationImages, 144);
  assertEquals(card.differences, ["40 epochs, not 10"]);
  assert(card.test.accuracy >= 0.97, `${card.test.accuracy}`);
  assertEquals([...(await Deno.readFile(save)).subarray(1, 4)], [
    ...new TextEncoder().encode("HDF"),
  ]);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("digits --model pooling trains the smaller network by Adam, as documented", async () => {
  const { code, out } = await run("--model", "pooling");
  assertEquals(code, 0);
  assertMatch(out, /^total +3,210$/m);
  assertEquals(out.includes("Note:"), false);
  const [, share] = /^Test accuracy: (\d+\.\d+) %/m.exec(out)!;
  assert(Number(share) > 93, share);
});

Deno.test("digits gives the same numbers for the same seed", async () => {
  const dir = await Deno.makeTempDir();
  const cards: RunCard[] = [];
  for (const seed of [1, 1, 2]) {
    const json = `${dir}/${cards.length}.json`;
    await run("--epochs", "2", "--seed", `${seed}`, "--quiet", "--json", json);
    cards.push(JSON.parse(await Deno.readTextFile(json)));
  }
  const [first, again, other] = cards.map(({ test, training }) => ({
    test,
    epochs: training.epochs.map(({ loss, accuracy, validation }) => [loss, accuracy, validation]),
  }));
  assertEquals(again, first);
  assert(JSON.stringify(other) !== JSON.stringify(first));
  await Deno.remove(dir, { recursive: true });
});

Deno.test("digits trains on MNIST's sample without a network, and says what it is", async () => {
  const { code, out } = await run("--data", "mnist", "--limit", "300", "--epochs", "1");
  assertEquals(code, 0);
  assert(out.includes("270 to train, 30 to validate, 300 to test"), out);
  assertMatch(out, /^Note: .*\(other data; the first 300 images only; 1 epoch, not 10\)$/m);
});

Deno.test("digits keeps the weights of the last finished epoch on Ctrl-C", {
  ignore: Deno.build.os === "windows",
}, async () => {
  const dir = await Deno.makeTempDir();
  const child = start("--epochs", "1000", "--save", `${dir}/model.h5`);
  let out = "";
  let sent = false;
  for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
    out += part;
    if (!sent && /^Epoch 2\/1000/m.test(out)) child.kill("SIGINT");
    sent ||= /^Epoch 2\/1000/m.test(out);
  }
  assertEquals((await child.status).code, 130);
  await child.stderr.cancel();
  assertMatch(
    out,
    /^Stopped (before epoch \d+|in epoch \d+ after step \d+); the model is not tested/m,
  );
  assertMatch(out, /^Kept the weights of epoch \d+, the last one finished/m);
  assert((await Deno.stat(`${dir}/model.h5`)).isFile);
  await Deno.remove(dir, { recursive: true });
});

Deno.test("parseDigitsOptions() has the pipeline's values, and more epochs for fewer digits", () => {
  const { data, epochs, batch, optimizer, seed, binarize } = parseDigitsOptions([]);
  assertEquals([data, epochs, batch, optimizer], ["8x8", 40, 128, "adadelta"]);
  assertEquals([seed, binarize], [0, false]);
  assertEquals(parseDigitsOptions(["--data", "mnist"]).epochs, 10);
  assertEquals(parseDigitsOptions(["--epochs", "3"]).epochs, 3);
  const pooling = parseDigitsOptions(["--model", "pooling", "--data", "mnist"]);
  assertEquals([pooling.epochs, pooling.batch, pooling.optimizer], [10, 32, "adam"]);
});

for (
  const [words, message] of [
    ["--data letters", '--data must be one of 8x8, mnist, got "letters"'],
    ["--dir x", "--dir belongs to --data mnist: the small digits are always at hand"],
    ["--batch 0", '--batch must be a whole number from 1 to 4096, got "0"'],
    ["--save a --json a", '--save and --json must name two places, got "a" for both'],
  ] as const
) {
  Deno.test(`parseDigitsOptions() refuses ${words}`, () => {
    const error = assertThrows(() => parseDigitsOptions(words.split(" ")));
    assertEquals((error as Error).message, `${message} (see "deno task digits --help")`);
  });
}

Deno.test("differences() of the documented networks are none", () => {
  const options = { model: "pipeline", epochs: 10, batch: 128, optimizer: "adadelta" } as const;
  assertEquals(differences(options, { documented: true }), []);
  const pooling = { model: "pooling", epochs: 10, batch: 32, optimizer: "adam" } as const;
  assertEquals(differences(pooling, { documented: true }), []);
  assertEquals(
    differences({ ...options, batch: 32, optimizer: "adam", limit: 1000 }, { documented: false }),
    ["other data", "the first 1,000 images only", "batch 32, not 128", "adam, not adadelta"],
  );
});

Deno.test("openDigits() splits the small digits by the seed, each digit once", async () => {
  const open = async (seed: string) =>
    await openDigits(parseDigitsOptions(["--seed", seed]), new AbortController().signal);
  const { train, validation, test } = await open("0");
  assertEquals([train.n, validation.n, test.n], [1294, 144, 359]);
  const counts = Array<number>(10).fill(0);
  for (const { labels } of [train, validation, test]) labels.forEach((label) => counts[label]!++);
  assertEquals(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]); // as the file has them
  assertEquals((await open("0")).test, test);
  assert((await open("1")).test.labels.some((label, i) => label !== test.labels[i]));
});

Deno.test("fitPixels() scales all pixels by the two numbers that the training digits say", () => {
  const digits = (images: number[]) => ({
    images: Uint8Array.from(images),
    labels: new Uint8Array(images.length / 2),
    n: images.length / 2,
    height: 1,
    width: 2,
  });
  const train = digits([0, 200, 0, 200]); // 100 ± 100
  const scale = fitPixels(train, { binarize: false });
  assertEquals([...scale(train)], [-1, 1, -1, 1]);
  assertEquals([...scale(digits([100, 250]))], [0, 1.5]);
  const inTwo = fitPixels(train, { binarize: true }); // 0 and 1 are 0.5 ± 0.5
  assertEquals([...inTwo(digits([0, 127, 128, 255]))], [-1, -1, 1, 1]);
  const many = digits(Array.from({ length: 4400 }, (_, i) => i % 251));
  const all = fitPixels(many, { binarize: false })(many); // chunks meet without a seam
  assertAlmostEquals(all.reduce((sum, value) => sum + value, 0) / 4400, 0, 1e-6);
  assertAlmostEquals(all.reduce((sum, value) => sum + value ** 2, 0) / 4400, 1, 1e-5);
});
