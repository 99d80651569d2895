import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import type { RunCard } from "../../tasks/shared/digits/run_card.ts";

// The task as `deno task mnist` starts it, but without the network and DESCENT_DATA, so that these
// tests take the same data everywhere: the sample, or what lies in data/.
const [, ...program] = config.tasks.mnist.split(" ").filter((word) => word !== "--allow-net");
const root = new URL("../..", import.meta.url);

function start(...args: string[]): Deno.ChildProcess {
  const env = { ...Deno.env.toObject(), NO_COLOR: "1" } as Record<string, string>;
  delete env["DESCENT_DATA"];
  const command = { args: [...program, ...args], cwd: root, env, clearEnv: true };
  return new Deno.Command(Deno.execPath(), { ...command, stdout: "piped", stderr: "piped" })
    .spawn();
}

type Ended = { code: number; out: string; errors: string };

async function end(child: Deno.ChildProcess, out: Promise<string>): Promise<Ended> {
  const [text, errors, { code }] = await Promise.all([
    out,
    new Response(child.stderr).text(),
    child.status,
  ]);
  return { code, out: text, errors };
}

function run(...args: string[]): Promise<Ended> {
  const child = start(...args);
  return end(child, new Response(child.stdout).text());
}

/** Runs, sends a signal once the output matches, and waits for the end. */
async function interrupt(signal: Deno.Signal, at: RegExp, ...args: string[]): Promise<Ended> {
  const child = start(...args);
  const read = async () => {
    let text = "";
    let sent = false;
    for await (const part of child.stdout.pipeThrough(new TextDecoderStream())) {
      text += part;
      if (!sent && at.test(text)) child.kill(signal);
      sent ||= at.test(text);
    }
    return text;
  };
  return await end(child, read());
}

/** What must be the same whenever the same run is made: all but times and memory. */
function numbersOf(card: RunCard) {
  const { data, differences, model, settings, test, training } = card;
  const epochs = training.epochs.map(({ loss, accuracy, steps }) => ({ loss, accuracy, steps }));
  return { data, differences, model, settings, test, epochs };
}

const quick = ["--limit", "320", "--epochs", "2"];

Deno.test("mnist trains, tests and writes the same numbers for the same seed", async () => {
  const dir = await Deno.makeTempDir();
  const cards: RunCard[] = [];
  for (const [i, seed] of ["3", "3", "4"].entries()) {
    const json = `${dir}/${i}.json`;
    const { code, out, errors } = await run(...quick, "--seed", seed, "--json", json);
    assertEquals([code, errors], [0, ""]);
    for (const wanted of ["Conv2D   26 × 26 × 32         320", "216,650", "320 training"]) {
      assert(out.includes(wanted), `${wanted} in ${out}`);
    }
    assertMatch(out, /^Epoch 2\/2 - 10\/10 - \d+s - [\d.]+ms\/step - accuracy: 0\.\d+ - loss: /m);
    assertMatch(out, /^Test accuracy: \d+\.\d\d % \(\d+ of 320; 95 % interval /m);
    assertMatch(out, /^Note: {4}this is not the documented run \(.*2 epochs, not 5\)$/m);
    cards.push(JSON.parse(await Deno.readTextFile(json)));
  }
  const [first, again, other] = cards.map(numbersOf);
  assertEquals(again, first!);
  assertNotEquals(other!.epochs, first!.epochs);
  assertEquals(cards[0]!.test.images, 320);
  assertEquals(cards[0]!.test.confusion.flat().reduce((sum, count) => sum + count), 320);
  assert(first!.epochs[1]!.loss < first!.epochs[0]!.loss);
  assert(cards[0]!.peakMemoryBytes > 50e6);
});

Deno.test("mnist --quiet prints the note and the result only", async () => {
  const { code, out, errors } = await run(...quick, "--quiet");
  assertEquals([code, errors], [0, ""]);
  const [note, loss, accuracy, ...rest] = out.split("\n");
  assertMatch(note!, /^Note: /);
  assertMatch(loss!, /^Test loss: /);
  assertMatch(accuracy!, /^Test accuracy: /);
  assertEquals(rest, [""]);
});

Deno.test("mnist --help tells the options without starting anything", async () => {
  const { code, out, errors } = await run("--help");
  assertEquals([code, errors], [0, ""]);
  assert(out.startsWith("Train the documented MNIST example"));
});

Deno.test("mnist ends a wrong option with one line and exit code 2", async () => {
  const { code, out, errors } = await run("--epochs", "0");
  assertEquals([code, out], [2, ""]);
  assertEquals(
    errors,
    `error: --epochs must be a whole number from 1 to 1000, got "0" (see "deno task mnist --help")\n`,
  );
});

Deno.test("mnist finds an output that cannot be written before it trains", async () => {
  const dir = await Deno.makeTempDir();
  const { code, out, errors } = await run(...quick, "--json", dir);
  assertEquals([code, out], [1, ""]);
  assertEquals(errors, `error: Cannot write the run card: --json must name a file, got "${dir}"\n`);
});

Deno.test("mnist says in one line where --data lacks the files", async () => {
  const dir = await Deno.makeTempDir();
  const { code, out, errors } = await run("--data", dir);
  assertEquals([code, out], [1, ""]);
  assertMatch(errors, /^error: Cannot find mnist: .*; run "deno task data .*\n$/);
  assert(errors.includes(dir));
});

// Windows ends a process at once instead of passing the signal on.
const ignore = Deno.build.os === "windows";

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(`mnist keeps and saves the last finished epoch on ${signal}`, { ignore }, async () => {
    const dir = await Deno.makeTempDir();
    const args = ["--limit", "320", "--epochs", "1000", "--save", `${dir}/model`];
    const seen = await interrupt(signal, /^Epoch 2\/1000/m, ...args, "--json", `${dir}/card.json`);
    assertEquals([seen.code, seen.errors], [130, ""]);
    const [, kept] = /^Kept the weights of epoch (\d+), the last/m.exec(seen.out)!;
    assert(seen.out.includes(`\nEpoch ${kept}/1000 `), "the epoch was finished");
    assertEquals(seen.out.includes(`\nEpoch ${Number(kept) + 1}/1000 `), false);
    assert(seen.out.endsWith(`\nSaved the model to ${dir}/model\n`));
    assertEquals(Array.from(Deno.readDirSync(dir), ({ name }) => name), ["model"]);
    const files = Array.from(Deno.readDirSync(`${dir}/model`), ({ name }) => name);
    assertEquals(files.filter((name) => name.endsWith(".part")), []);
  });
}

Deno.test("mnist saves nothing where no epoch was finished", { ignore }, async () => {
  const dir = await Deno.makeTempDir();
  const args = ["--batch", "1", "--save", `${dir}/model`]; // thousands of steps an epoch
  const { code, out } = await interrupt("SIGINT", /^total/m, ...args);
  assertEquals(code, 130);
  assert(out.endsWith("\nNo epoch was finished, so there are no trained weights to keep\n"), out);
  assertEquals(Array.from(Deno.readDirSync(dir)), []);
});
