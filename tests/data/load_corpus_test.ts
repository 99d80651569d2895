import { join } from "node:path";
import { type CorpusName, DataError, defaultLocker, loadCorpus } from "descent/data";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { tempFolder } from "./toy_locker.ts";

// What a checkout alone holds: DESCENT_DATA must not be needed.
const locker = { ...defaultLocker(), shared: undefined };

Deno.test("loadCorpus() has at least 20,000 words of Port Kelder in every checkout", async () => {
  const { lines, tokenized, source } = await loadCorpus("port-kelder", { locker });
  const words = lines.flatMap((line) => line.split(" "));
  assertEquals([lines.length, words.length, tokenized], [1405, 20_633, false]);
  assertEquals(source.licence, "MIT, as Descent");
  assert(lines.every((line) => line !== "" && !line.startsWith("#") && line.trim() === line));
});

Deno.test("loadCorpus() puts every sentence into one piece, and every piece has sentences", async () => {
  const { lines, pieces } = await loadCorpus("port-kelder", { locker });
  let at = 0;
  for (const { title, from, to } of pieces!) {
    assert(title !== "" && from === at && to > from, title);
    at = to;
  }
  assertEquals([at, new Set(pieces!.map(({ title }) => title)).size], [lines.length, 100]);
});

Deno.test("loadCorpus() has varied sentences: none repeated but short ones", async () => {
  const { lines } = await loadCorpus("port-kelder", { locker });
  const seen = new Set<string>();
  const repeated = lines.filter((line) => seen.size === seen.add(line).size);
  assertEquals(repeated.filter((line) => line.split(" ").length > 12), []);
  assert(repeated.length < 25, repeated.join("\n"));
});

Deno.test("loadCorpus() lists its names when one is unknown", async () => {
  const error = await assertRejects(() => loadCorpus("brown" as CorpusName), RangeError);
  assertEquals(
    error.message,
    "Cannot load a corpus: its name must be one of port-kelder, tiny-shakespeare, wikitext-2, " +
      'or its file be read by readText, got "brown"',
  );
});

Deno.test("loadCorpus() has parts of WikiText-2 alone", async () => {
  const error = await assertRejects(() => loadCorpus("port-kelder", { part: "test" }), RangeError);
  assertEquals(
    error.message,
    'Cannot load a part of port-kelder: it must be wikitext-2, got "test"',
  );
});

Deno.test("loadCorpus() names the command that fetches a text which is not here", async () => {
  const dir = await tempFolder();
  await assertRejects(
    () => loadCorpus("tiny-shakespeare", { dir }),
    DataError,
    `Cannot find tiny-shakespeare: its 1 files must lie in ${join(dir, "tiny-shakespeare")} or ` +
      `${dir}; run "deno task data --dir ${dir} tiny-shakespeare"`,
  );
});

const shared = Deno.env.get("DESCENT_DATA");

// Lines, and tokens between blanks: U+3000 is a token of WikiText, so white space is ASCII here.
const FULL: [CorpusName, "train" | "valid" | "test" | undefined, number, number][] = [
  ["tiny-shakespeare", undefined, 40_000, 202_651],
  ["wikitext-2", "train", 36_718, 2_051_910],
  ["wikitext-2", "valid", 3_760, 213_886],
  ["wikitext-2", "test", 4_358, 241_211],
];

for (const [name, part, lineCount, wordCount] of FULL) {
  Deno.test({
    name: `loadCorpus() reads all of ${name} ${part ?? ""}`,
    ignore: shared === undefined || !exists(join(shared, name)),
    fn: async () => {
      const { lines, tokenized } = await loadCorpus(name, { part });
      let words = 0;
      for (const line of lines) words += line.match(/[^ ]+/g)?.length ?? 0;
      assertEquals([lines.length, words], [lineCount, wordCount]);
      assertEquals(tokenized, name === "wikitext-2");
    },
  });
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
