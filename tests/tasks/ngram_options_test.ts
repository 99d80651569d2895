import { assert, assertEquals, assertThrows } from "@std/assert";
import { SMOOTHINGS } from "descent/ngram";
import { UsageError } from "../../tasks/cli/errors.ts";
import { help } from "../../tasks/ngram/help.ts";
import { parseNgramOptions } from "../../tasks/ngram/options.ts";

Deno.test("parseNgramOptions() takes defaults from nothing but the command", () => {
  const { words, ...options } = parseNgramOptions(["train"]);
  assertEquals(words, []);
  assertEquals(options, {
    command: "train",
    order: 3,
    smoothing: "modified-kneser-ney",
    lowercase: false,
    minCount: 1,
    prune: [0],
    testEvery: 10,
    part: "valid",
    seed: 0,
    count: 5,
    maxWords: 50,
    temperature: 1,
    quiet: false,
    help: false,
  });
});

Deno.test("parseNgramOptions() reads every option", () => {
  const args = "generate m.ngram the cat --order 5 --smoothing katz --unit characters " +
    "--lowercase --min-count 2 --vocabulary 900 --prune 0,0,1 --test-every 0 --part test --seed 7 " +
    "--count 2 --max-words 9 --temperature 0.5 --top-k 8 --top-p .9 --json a.json --quiet";
  assertEquals(parseNgramOptions(args.split(" ")), {
    command: "generate",
    words: ["m.ngram", "the", "cat"],
    order: 5,
    smoothing: "katz",
    unit: "characters",
    lowercase: true,
    minCount: 2,
    vocabulary: 900,
    prune: [0, 0, 1],
    testEvery: 0,
    part: "test",
    seed: 7,
    count: 2,
    maxWords: 9,
    temperature: 0.5,
    topK: 8,
    topP: 0.9,
    json: "a.json",
    quiet: true,
    help: false,
  });
  assertEquals(parseNgramOptions(["train", "a.txt", "--save", "m.arpa"]).save, "m.arpa");
});

Deno.test("parseNgramOptions() asks for no command where help is wanted", () => {
  assert(parseNgramOptions(["--help"]).help);
  assert(parseNgramOptions(["explain", "-h"]).help);
});

// Words of the command line, and what is wrong with them.
const WRONG: [string, string][] = [
  [
    "",
    "name a command, train, perplexity, generate, explain or query: " +
    'try "deno task ngram train"',
  ],
  ["tain", 'the command must be one of train, perplexity, generate, explain, query, got "tain"'],
  ["train a b", 'train takes one TEXT at most, got "a b"'],
  ["perplexity", "perplexity takes MODEL and one TEXT at most, got nothing"],
  ["perplexity m a b", 'perplexity takes MODEL and one TEXT at most, got "m a b"'],
  ["explain m", 'explain takes MODEL and WORDS, got "m"'],
  ["train --order 0", '--order must be a whole number from 1 to 16, got "0"'],
  ["train --order 17", '--order must be a whole number from 1 to 16, got "17"'],
  ["train --smoothing kn", `--smoothing must be one of ${SMOOTHINGS.join(", ")}, got "kn"`],
  ["train --unit word", '--unit must be one of words, blanks, characters, got "word"'],
  ["train --min-count 0", '--min-count must be a whole number of at least 1, got "0"'],
  ["train --vocabulary 0", '--vocabulary must be a whole number of at least 1, got "0"'],
  ["train --prune 0,x", '--prune must be a whole number of at least 0, got "x"'],
  ["train --test-every 1", '--test-every must be 0 or at least 2, got "1"'],
  ["train --part dev", '--part must be one of train, valid, test, got "dev"'],
  ["generate --seed -1", '--seed must be a whole number from 0 to 4294967295, got "-1"'],
  ["generate --count 0", '--count must be a whole number from 1 to 1000000, got "0"'],
  ["generate --temperature 0", '--temperature must be a number above 0, up to 100, got "0"'],
  ["generate --temperature hot", '--temperature must be a number above 0, up to 100, got "hot"'],
  ["generate --top-k 0", '--top-k must be a whole number of at least 1, got "0"'],
  ["generate --top-p 1.5", '--top-p must be a number above 0, up to 1, got "1.5"'],
  ["generate --save m", "--save belongs to train, not generate"],
  ["train --save a --json ./a", '--save and --json must name two places, got "./a" for both'],
  ["train --save=", '--save must be a path, got ""'],
  ["train --what", "unknown option '--what'"],
];

for (const [line, message] of WRONG) {
  Deno.test(`parseNgramOptions() says what is wrong with "${line}"`, () => {
    const args = line.split(" ").filter((word) => word !== "");
    const error = assertThrows(() => parseNgramOptions(args), UsageError);
    assertEquals(error.message, `${message} (see "deno task ngram --help")`);
  });
}

Deno.test("help names every smoothing, and no line is wider than a terminal's hundred", () => {
  for (const name of SMOOTHINGS) assert(help.includes(name), name);
  for (const line of help.split("\n")) assert(line.length <= 100, line);
});
