import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { readArpa, readNgramBinary } from "descent/ngram";
import config from "../../deno.json" with { type: "json" };

// The task as `deno task ngram` starts it, without DESCENT_DATA.
const [, ...program] = config.tasks.ngram.split(" ");
const root = new URL("../..", import.meta.url);
const folder = await Deno.makeTempDir({ prefix: "descent-" });
addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

// Ten lines by hand; every tenth is held out.
const TEXT = [
  "the cat sat on the mat .",
  "the dog sat on the rug .",
  "the cat saw the dog .",
  "the dog saw the cat .",
  "a cat is a cat .",
  "a dog is a dog .",
  "the mat is on the rug .",
  "the rug is on the mat .",
  "a cat saw a dog .",
  "the bird sat on the mat .",
];
// As another tool may write it, which knows nothing of units.
const LETTERS = "\\data\\\nngram 1=4\n\n\\1-grams:\n-1\t<unk>\n0\t<s>\n-0.5\t</s>\n-0.3\ta\n\n" +
  "\\end\\\n";
const text = `${folder}/text.txt`;
await Deno.writeTextFile(text, TEXT.join("\n"));

function start(args: string[], stdin: "null" | "piped" = "null"): Deno.ChildProcess {
  const env = { ...Deno.env.toObject(), NO_COLOR: "1" } as Record<string, string>;
  delete env["DESCENT_DATA"];
  const command = { args: [...program, ...args], cwd: root, env, clearEnv: true, stdin };
  return new Deno.Command(Deno.execPath(), { ...command, stdout: "piped", stderr: "piped" })
    .spawn();
}

async function end(child: Deno.ChildProcess) {
  const { code, stdout, stderr } = await child.output();
  const read = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: read(stdout), errors: read(stderr) };
}

const run = (...args: string[]) => end(start(args));

Deno.test("ngram train tests on the lines held out and saves what it trained", async () => {
  const save = `${folder}/model.ngram`;
  const json = `${folder}/card.json`;
  const { code, out, errors } = await run("train", text, "--save", save, "--json", json);
  assertEquals([code, errors], [0, ""]);
  assertMatch(out, /^ {8}9 lines to train, 1 to test \(1 in 10\)$/m);
  assertMatch(
    out,
    /^Test perplexity: \d+\.\d\d over 8 tokens, 12\.50 % unknown; \d+\.\d\d without/m,
  );
  assert(out.endsWith(`\nSaved the model to ${save}\n`));
  const card = JSON.parse(await Deno.readTextFile(json));
  assertEquals([card.settings.order, card.settings.unit, card.test.unknown], [3, "words", 1]);
  assertEquals(readNgramBinary(await Deno.readFile(save)).order, 3);
});

Deno.test("ngram scores the same with a saved model, its ARPA file and one trained anew", async () => {
  const models = ["a.ngram", "a.arpa", "a.arpa.gz"].map((name) => `${folder}/${name}`);
  const results: string[] = [];
  for (const model of models) {
    await run("train", text, "--order", "2", "--test-every", "0", "--quiet", "--save", model);
    results.push((await run("perplexity", model, text, "--quiet")).out);
  }
  results.push((await run("perplexity", text, text, "--order", "2", "--quiet")).out);
  assertMatch(results[0]!, /^Text perplexity: \d/);
  assertEquals(new Set(results).size, 1, results.join("\n"));
});

Deno.test("ngram --quiet prints nothing where there is no result", async () => {
  const { code, out } = await run("train", text, "--test-every", "0", "--quiet");
  assertEquals([code, out], [0, ""]);
});

Deno.test("ngram train writes ARPA files of characters, and reads their spaces", async () => {
  const model = `${folder}/c.arpa`;
  const args = ["--unit", "characters", "--order", "4", "--test-every", "0"];
  await run("train", text, ...args, "--save", model);
  assertEquals((await readArpa(await Deno.readFile(model))).order, 4);
  const { out } = await run("generate", model, "the", "--count", "3");
  assertMatch(out, /^(the[a-z .]*\n){3}$/);
  const [saved, anew] = [
    await run("query", model, "the cat"),
    await run("query", text, "the cat", ...args),
  ];
  assertEquals(saved.out.replaceAll("▁", " "), anew.out);
});

Deno.test("ngram keeps in the model that its words of one letter are words", async () => {
  const letters = file("letters", "a b a b c\na b d\nb a b c a b\nd a b\n");
  for (const name of ["l.ngram", "l.arpa", "l.arpa.gz"]) {
    const model = `${folder}/${name}`;
    await run("train", letters, "--order", "2", "--test-every", "0", "--save", model);
    const { out, errors } = await run("query", model, "a b");
    assertEquals(errors, "");
    assertMatch(out, /over 3 tokens/);
  }
});

Deno.test("ngram says that it guessed how a file's text was cut, but --quiet", async () => {
  const model = file("letters.arpa", LETTERS);
  const { code, errors } = await run("query", model, "a");
  assertEquals(code, 0);
  assertMatch(
    errors,
    /^Note: .*letters\.arpa does not say how its text was cut; by its words, into /,
  );
  for (const more of [["--unit", "words"], ["--quiet"]]) {
    assertEquals((await run("query", model, "a", ...more)).errors, "");
  }
});

Deno.test("ngram generates the same sentences for the same seed, from the words given", async () => {
  const seeds = ["3", "3", "4"];
  const runs = await Promise.all(
    seeds.map((seed) => run("generate", text, "the cat", "--seed", seed, "--count", "4")),
  );
  const [first, again, other] = runs.map(({ out }) => out);
  assertEquals(first, again);
  assert(first !== other);
  for (const line of first!.trimEnd().split("\n")) assert(line.startsWith("the cat"), line);
});

Deno.test("ngram explain ends in the probability that query tells", async () => {
  const json = `${folder}/explained.json`;
  const { out, errors } = await run("explain", text, "<s> the", "cat", "--json", json);
  assertEquals(errors, "");
  assertMatch(out, /^P\(cat \| <s> the\) = 0\.\d+, log10 /);
  const explained = JSON.parse(await Deno.readTextFile(json));
  await run("query", text, "the cat", "--json", json);
  const { sentences: [sentence] } = JSON.parse(await Deno.readTextFile(json));
  assertEquals(sentence.words[1].word, "cat");
  assertAlmostEquals(sentence.words[1].log10, explained.log10, 1e-12);
});

Deno.test("ngram query scores the lines of standard input", async () => {
  const child = start(["query", text, "--quiet"], "piped");
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode("the cat sat .\nthe bird flew .\n"));
  await writer.close();
  const { code, out } = await end(child);
  assertEquals(code, 0);
  const lines = out.trimEnd().split("\n");
  assertMatch(lines[0]!, /^log10 -\d+\.\d{4} over 5 tokens, perplexity \d+\.\d\d$/);
  assertMatch(lines[1]!, /, 1 unknown$/); // "flew": without training options all ten lines are learnt
});

Deno.test("ngram tells an infinite perplexity as what it is", async () => {
  const args = ["train", text, "--smoothing", "maximum-likelihood", "--quiet"];
  const json = `${folder}/infinite.json`;
  const { code, out } = await run(...args, "--json", json);
  assertEquals(code, 0);
  assertMatch(out, /^Test perplexity: infinite \(a word had probability 0\) over 8 tokens/);
  assertEquals(JSON.parse(await Deno.readTextFile(json)).test.perplexity, "Infinity");
  await run("query", text, "bird", "--smoothing", "maximum-likelihood", "--json", json);
  const { sentences: [sentence] } = JSON.parse(await Deno.readTextFile(json));
  assertEquals(sentence.log10, "-Infinity");
});

Deno.test("ngram --help tells the commands without starting anything", async () => {
  const { code, out, errors } = await run("--help");
  assertEquals([code, errors], [0, ""]);
  assert(out.startsWith("Train an n-gram language model, and ask it.\n"));
});

// The words of the command line, the exit code, and the error.
const WRONG: [string, string[], number, RegExp][] = [
  [
    "a wrong option",
    ["train", "--order", "0"],
    2,
    /^error: --order must be a whole number from 1 to/,
  ],
  [
    "no such text",
    ["train", `${folder}/none`],
    1,
    /^error: Cannot read .*none: the text must be a file/,
  ],
  ["no such model", ["query", `${folder}/none`, "a"], 1, /^error: Cannot read .*none: /],
  [
    "a text of NUL",
    ["train", file("nul", "a\nb\0\n")],
    1,
    /nul: line 2 must be text without the char/,
  ],
  ["an empty text", ["train", file("empty", "")], 1, /empty: it must hold at least one word/],
  [
    "an ARPA file cut short",
    ["query", file("cut.arpa", "\\data\\\nngram 1=9\n\n\\1-grams:\n"), "a"],
    1,
    /^error: Cannot read .*cut\.arpa, line 4: there must be 9 1-grams before it, found 0/,
  ],
  [
    "a damaged model",
    ["query", file("damaged", "DESCENTN and then nothing"), "a"],
    1,
    /^error: Cannot read .*damaged: it must be whole/,
  ],
  [
    "a folder to save to",
    ["train", text, "--save", folder],
    1,
    /^error: Cannot write the model: --save must name a file/,
  ],
  ["DESCENT_DATA missing", ["train", "wikitext-2"], 1, /^error: Cannot find wikitext-2: /],
];

function file(name: string, content: string): string {
  Deno.writeTextFileSync(`${folder}/${name}`, content);
  return `${folder}/${name}`;
}

for (const [what, args, code, error] of WRONG) {
  Deno.test(`ngram ends with one line and code ${code} at ${what}`, async () => {
    const seen = await run(...args);
    assertEquals([seen.code, seen.out], [code, ""]);
    assertMatch(seen.errors, error);
    assertEquals(seen.errors.split("\n").length, 2, seen.errors);
  });
}

// Windows ends a process at once instead of passing the signal on.
const ignore = Deno.build.os === "windows";

Deno.test(
  "ngram stops on Ctrl-C in all it does, and leaves nothing half-written",
  { ignore },
  async () => {
    const dir = await Deno.makeTempDir({ dir: folder });
    const large = `${dir}/large.txt`;
    // Hardly any two words stand together twice: nearly all n-grams are different ones.
    let random = 1;
    const words = Array.from({ length: 3_000_000 }, () => {
      random = Math.imul(random, 1_664_525) + 1_013_904_223 >>> 0;
      return (random % 200_003).toString(36);
    });
    const lines = Array.from(
      { length: 30_000 },
      (_, i) => words.slice(i * 100, i * 100 + 100).join(" "),
    );
    await Deno.writeTextFile(large, lines.join("\n"));
    const children = [
      start(["train", large, "--unit", "blanks", "--order", "16", "--save", `${dir}/m.ngram`]),
      start(["query", text], "piped"), // waits for input
      start(["generate", text, "--count", "1000000"]),
    ];
    setTimeout(() => children.forEach((child) => child.kill("SIGINT")), 2500);
    for (const child of children) {
      assertEquals(await end(child), { code: 130, out: "", errors: "error: stopped\n" });
    }
    assertEquals(Array.from(Deno.readDirSync(dir), ({ name }) => name), ["large.txt"]);
  },
);
