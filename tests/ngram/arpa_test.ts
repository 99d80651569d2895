import {
  logProbability,
  probability,
  readArpa,
  readCorpus,
  scoreSentence,
  trainNgram,
  wordsOf,
  writeArpa,
} from "descent/ngram";
import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";

const encode = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => readArpa(encode(text));

/** Line 6 is \1-grams:, 13 \2-grams:, 18 \3-grams:, 21 \end\. */
const FILE = `\\data\\
ngram 1=5
ngram 2=3
ngram 3=1

\\1-grams:
-1.5\t<unk>
0\t<s>\t-0.5
-0.75\t</s>
-0.5\ta\t-0.25
-1\tb\t-0.125

\\2-grams:
-0.25\t<s> a\t-0.0625
-0.375\ta b\t-0.03125
-0.875\tb </s>

\\3-grams:
-0.1\t<s> a b

\\end\\
`;

const corpus = readCorpus("a b a b c\na b d\nb a b c a b\nd a b");

Deno.test("readArpa() scores by the longest n-gram and the back-offs passed on the way", async () => {
  const model = await read(FILE);
  const { words } = scoreSentence(model, ["a", "b", "b", "x"]);
  const scores = words.map(({ log10, matched }) => [log10, matched]);
  assertEquals(scores, [
    [-0.25, 2],
    [-0.1, 3],
    [-0.03125 - 0.125 - 1, 1], // back-offs of "a b" and "b"
    [-0.125 - 1.5, 1],
    [-0.75, 1], // <unk> backs off for nothing
  ]);
});

Deno.test("readArpa() does not mind order, spaces, comments, Windows line ends, <UNK>", async () => {
  const lines = FILE.replace("<unk>", "<UNK>").split("\n");
  const shuffled = [
    "# Smoothing: none",
    ...lines.slice(0, 6),
    ...lines.slice(6, 11).reverse(),
    ...lines.slice(11, 13),
    ...lines.slice(13, 16).reverse(),
    ...lines.slice(16),
  ];
  const changed = await read(shuffled.join("\r\n").replaceAll("\t", "  "));
  const model = await read(FILE);
  assertEquals(wordsOf(changed.vocabulary).toSorted(), wordsOf(model.vocabulary).toSorted());
  for (const context of [[], ["<s>"], ["<s>", "a"], ["a", "b"], ["x"]]) {
    for (const word of wordsOf(model.vocabulary)) {
      const [ours, theirs] = [model, changed].map((m) => logProbability(m, word, context));
      assertEquals(ours, theirs, `${word} after ${context.join(" ")}`);
    }
  }
});

Deno.test("readArpa() adds the n-grams that SRILM prunes, as backing off gives them", async () => {
  // "a b" is gone, though "<s> a b" is there: P(b | a) is then the back-off of a, times P(b).
  const text = FILE.replace("-0.375\ta b\t-0.03125\n", "").replace("ngram 2=3", "ngram 2=2");
  const model = await read(text);
  assertEquals(model.notes, ["1 n-grams that others need were added."]);
  assertEquals(logProbability(model, "b", ["a"]), -0.25 - 1);
  assertEquals(logProbability(model, "b", ["<s>", "a"]), -0.1);
  assertEquals(logProbability(model, "</s>", ["a", "b"]), -0.875);
});

Deno.test("readArpa() adds what added n-grams need in turn", async () => {
  const text = `\\data\\
ngram 1=5
ngram 2=2
ngram 3=2
ngram 4=1

\\1-grams:
-1\t<unk>
-1\ta\t-0.5
-1\tb\t-0.25
-1\tc\t-0.125
-1\td\t-2

\\2-grams:
-0.5\ta b\t-0.5
-0.5\tb c\t-0.5

\\3-grams:
-0.5\ta b c\t-0.5
-0.5\tb c a\t-0.5

\\4-grams:
-0.5\ta b c d

\\end\\`;
  const model = await read(text);
  assertEquals(model.boundaries, "none");
  assertEquals(model.details.map(({ ngrams }) => ngrams), [5, 4, 3, 1]); // ca, cd; bcd
  assertEquals(logProbability(model, "d", ["b", "c"]), -0.5 - 0.125 - 1);
  assertEquals(logProbability(model, "d", ["a", "b", "c"]), -0.5);
});

Deno.test("readArpa() gives unknown words log10 -100 where the file has no <unk>, as KenLM", async () => {
  const model = await read(FILE.replace("-1.5\t<unk>\n", "").replace("1=5", "1=4"));
  assertEquals(logProbability(model, "x"), -100);
  assertEquals(model.notes, ["The file holds no <unk>: unknown words get log10 -100."]);
});

Deno.test("readArpa() takes -99 and -inf as a probability of 0", async () => {
  for (const zero of ["-99", "-99.0", "-inf"]) {
    const model = await read(FILE.replace("-0.1\t", `${zero}\t`));
    assertEquals(probability(model, "b", ["<s>", "a"]), 0);
  }
});

Deno.test("readArpa() reads numbers as Number does, however they are written", async () => {
  const numbers = ["-0.1", "-.5", "-3", "-1e-7", "-2.5E-3", "-0.12345678901234567", "-000.25", "0"];
  for (const number of numbers) {
    const model = await read(FILE.replace("-1.5\t<unk>", `${number}\t<unk>`));
    assertEquals(logProbability(model, "x"), Number(number), number);
  }
});

const WRONG: [string, string, string][] = [
  ["\\data\\", "data", 'line 1: it must be \\data\\, got "data"'],
  ["ngram 2=3", "ngram 3=3", 'line 3: it must be "ngram 2=" and a number, got "ngram 3=3"'],
  ["ngram 1=5\n", "ngram 1=99999\n", "line 2: the file must hold as many n-grams"],
  ["ngram 2=3", "ngram 2=4", "line 18: there must be 4 2-grams before it, found 3"],
  ["ngram 2=3", "ngram 2=2", "line 18: there must be 2 2-grams before it, found 3"],
  ["\\2-grams:", "\\4-grams:", 'line 13: it must be \\2-grams:, got "\\\\4-grams:"'],
  ["\\end\\", "", "line 21: it must be \\end\\, but the file ends"],
  ["\\end\\\n", "\\end\\\n\nmore\n", 'line 23: nothing must follow \\end\\, got "more"'],
  ["-1\tb", "1\tb", "line 11: it must begin with a log10 probability of at most 0"],
  ["-1\tb", "nan\tb", "line 11: it must begin with a log10 probability of at most 0"],
  ["-1\tb", "b", "line 11: it must begin with a log10 probability of at most 0"],
  ["-1\tb\t-0.125", "-1", 'line 11: a probability and 1 words must stand in it, got "-1"'],
  ["-1\tb\t", "-1\tb\tx", "line 11: a number must follow its 1 words"],
  ["-1\tb\t-0.125", "-1\tb\t-0.125 7", "line 11: nothing must follow its 1 words and back-off"],
  ["-1\tb\t", "-1\ta\t", "line 11: a word must stand among the 1-grams once"],
  ["a b\t", "a c\t", "line 15: its words must stand among the 1-grams"],
  ["\ta b\t", "\t<s> a\t", "line 15: an n-gram must stand in the file once, see line 14"],
  ["-0.1\t<s> a b", "-0.1\ta b", "line 19: a probability and 3 words must stand in it"],
  ["-0.1\t<s> a b", "-0.1\tb a b", "line 19: the words before its last one must stand among the"],
  ["-0.1\t<s> a b", "-0.1\t<s> a b\t-1", "line 19: the longest n-grams must have no back-off"],
  ["</s>\n-0.5", "x\n-0.5", "line 7: the 1-grams must hold both <s> and </s> or neither"],
];

for (const [part, instead, message] of WRONG) {
  Deno.test(`readArpa() stops at ${JSON.stringify(instead)} and names the line`, async () => {
    let text = FILE.replace(part, instead);
    if (message.includes("both")) text = text.replace("b </s>", "b x");
    assert(text !== FILE);
    await assertRejects(() => read(text), SyntaxError, `Cannot read an ARPA file, ${message}`);
  });
}

Deno.test("readArpa() names a line wherever the file is cut short", async () => {
  const whole = FILE.trimEnd();
  for (let length = 0; length < whole.length; length++) {
    const message = /^Cannot read an ARPA file, line \d+: /;
    const error = await assertRejects(() => read(whole.slice(0, length)), SyntaxError);
    assert(message.test(error.message), `${length}: ${error.message}`);
  }
});

Deno.test("readArpa() says when a gzip file is cut short", async () => {
  const bytes = await writeArpa(trainNgram(corpus, { order: 3 }), { gzip: true });
  await assertRejects(
    () => readArpa(bytes.subarray(0, bytes.length - 9)),
    SyntaxError,
    "Cannot read an ARPA file: the gzip file must be whole",
  );
});

Deno.test("readArpa() reads or refuses whatever becomes of a file, and never fails otherwise", async () => {
  const bytes = encode(FILE);
  const change = fc.record({
    at: fc.integer({ min: 0, max: bytes.length }),
    remove: fc.integer({ min: 0, max: 12 }),
    insert: fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.constantFrom("\n", "\t", " ", "-", "a", "b", "<s>", "\\", "=9", "\n\n", "e5").map(encode),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      let text: number[] = [...bytes];
      for (const { at, remove, insert } of changes) text = text.toSpliced(at, remove, ...insert);
      try {
        const model = await readArpa(Uint8Array.from(text));
        for (const word of ["a", "b", "x"]) {
          assert(!Number.isNaN(logProbability(model, word, ["<s>", "a"])));
        }
      } catch (error) {
        assert(error instanceof SyntaxError, `${error}`);
        assert(error.message.startsWith("Cannot read an ARPA file"), error.message);
      }
    }),
    { numRuns: 1000 },
  );
});

Deno.test("writeArpa() writes what KenLM needs: tabs, <unk>, no back-off for the longest", async () => {
  const text = new TextDecoder().decode(await writeArpa(trainNgram(corpus, { order: 2 })));
  const lines = text.split("\n");
  assertEquals(lines.slice(0, 5), ["\\data\\", "ngram 1=7", "ngram 2=12", "", "\\1-grams:"]);
  assertEquals(lines.slice(-3), ["", "\\end\\", ""]);
  const unigrams = lines.slice(5, 12);
  const bigrams = lines.slice(14, 26);
  assert(unigrams.every((line) => /^-?\d+(\.\d+)?\t\S+\t-?\d+(\.\d+)?$/.test(line)));
  assert(bigrams.every((line) => /^-\d+(\.\d+)?\t\S+ \S+$/.test(line)), bigrams.join("\n"));
  assertEquals(unigrams.slice(0, 2).map((line) => line.split("\t")[1]), ["<unk>", "<s>"]);
});

Deno.test("writeArpa() puts a sign in place of spaces, for models of characters", async () => {
  const text = readCorpus("to be\nor not", { unit: "character" });
  const model = trainNgram(text, { order: 2 });
  const message =
    "Cannot write an ARPA file: words must hold no white space (for spaces there is " +
    'the option spaceAs), got " "';
  await assertRejects(() => writeArpa(model), RangeError, message);
  const copy = await readArpa(await writeArpa(model, { spaceAs: "▁" }));
  assertAlmostEquals(probability(copy, "b", ["▁"]), probability(model, "b", [" "]));
  await assertRejects(() => writeArpa(model, { spaceAs: "o" }), RangeError, "must not be words");
});

Deno.test("writeArpa() says in a comment how the text was cut, and readArpa() reads it", async () => {
  const model = trainNgram(corpus, { order: 2 });
  for (const unit of ["words", "blanks", "characters"] as const) {
    for (const lowercase of [false, true]) {
      const cut = { unit, lowercase };
      const bytes = await writeArpa({ ...model, cut });
      const [first, second] = new TextDecoder().decode(bytes).split("\n");
      const wanted = `# Text cut into ${unit}${lowercase ? ", in lower case" : ""}`;
      assertEquals([first, second], [wanted, "\\data\\"]);
      assertEquals((await readArpa(bytes)).cut, cut);
    }
  }
  for (const comment of ["# by hand", "# Text cut into pieces"]) {
    assertEquals("cut" in await read(`${comment}\n\n${FILE}`), false);
  }
});

Deno.test("writeArpa() says which smoothings have no such form", async () => {
  const others = [
    { kind: "laplace" },
    { kind: "good-turing" },
    { kind: "stupid-backoff" },
    { kind: "maximum-likelihood", unseenContext: "zero" },
  ] as const;
  for (const smoothing of others) {
    await assertRejects(
      () => writeArpa(trainNgram(corpus, { order: 2, smoothing })),
      RangeError,
      "Cannot write an ARPA file: the smoothing must give unseen words a share of the shorter " +
        `context's, got "${smoothing.kind}"`,
    );
  }
});
