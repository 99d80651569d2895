// What holds for every smoothing at every order, after every context, seen or not.

import {
  distribution,
  explain,
  logProbability,
  type NgramModel,
  probability,
  readArpa,
  readCorpus,
  readNgramBinary,
  scoreSentence,
  type Smoothing,
  SMOOTHINGS,
  trainNgram,
  wordsOf,
  writeArpa,
  writeNgramBinary,
} from "descent/ngram";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";

const TEXT = `the cat sat on the mat
the dog sat on the log
a cat saw the dog

the dog saw a cat
the cat ran
the bird sat on the cat
the log is on the mat
is the cat on the log
the old dog ran to the old cat
the cat sat on the dog
the the the`;
const corpus = readCorpus(TEXT);

/** All smoothings as they are, and with the settings that change a formula. */
const SETTINGS: Smoothing[] = [
  ...SMOOTHINGS.map((kind) => ({ kind }) as Smoothing),
  { kind: "lidstone", gamma: 0.5 },
  { kind: "jelinek-mercer", weights: [0.9, 0.5, 0.7, 0.1, 0, 1] },
  { kind: "witten-bell", unigrams: "unknown" },
  { kind: "absolute-discounting", unigrams: "relative" },
  { kind: "absolute-discounting", discount: 0.75 },
  { kind: "kneser-ney", unigrams: "unknown" },
  { kind: "modified-kneser-ney", unigrams: "unknown" },
  { kind: "modified-kneser-ney", fallback: [0.3] },
  { kind: "katz", k: 1 },
];

/** Seen and unseen, longer and shorter than any order needs, with words that nobody knows. */
const CONTEXTS: string[][] = [
  [],
  ["<s>"],
  ["the"],
  ["zebra"],
  ["</s>"],
  ["<s>", "the"],
  ["the", "the"],
  ["mat", "mat"],
  ["zebra", "the"],
  ["the", "zebra"],
  ["the", "cat", "sat", "on", "the"],
  ["cat", "the", "cat", "sat", "on"],
  ["<s>", "the", "cat", "sat", "on", "the", "dog"],
  ["a", "b", "c", "d", "e", "f", "g"],
];

type Trained = { name: string; smoothing: Smoothing; model: NgramModel };

function* trained(): Generator<Trained> {
  for (const smoothing of SETTINGS) {
    for (let order = 1; order <= 6; order++) {
      const weights = "weights" in smoothing ? { weights: smoothing.weights!.slice(0, order) } : {};
      const chosen = { ...smoothing, ...weights } as Smoothing;
      for (const boundaries of ["sentence", "none"] as const) {
        for (const prune of [[], [0, 1]].slice(0, order > 1 ? 2 : 1)) {
          const model = trainNgram(corpus, { order, smoothing: chosen, boundaries, prune });
          const name = JSON.stringify({ ...chosen, order, boundaries, prune });
          yield { name, smoothing, model };
        }
      }
    }
  }
}

Deno.test("distribution() sums to 1 for every smoothing, order and context", () => {
  for (const { name, model } of trained()) {
    if (!model.distribution) continue;
    for (const context of CONTEXTS) {
      const p = distribution(model, context);
      const what = `${name} after "${context.join(" ")}"`;
      assertAlmostEquals(p.reduce((sum, share) => sum + share, 0), 1, 1e-11, what);
      assert(p.every((share) => share >= 0 && share <= 1), what);
    }
  }
});

Deno.test("only stupid backoff says that it is no distribution, and it is none", () => {
  const model = trainNgram(corpus, { order: 3, smoothing: "stupid-backoff" });
  assertEquals(model.distribution, false);
  const total = distribution(model, ["the", "cat"]).reduce((sum, score) => sum + score, 0);
  assert(total > 1.1, `${total}`);
});

Deno.test("probability() and explain() agree with distribution() for every smoothing", () => {
  const words = ["the", "cat", "mat", "</s>", "zebra", "<s>"];
  for (const { name, model } of trained()) {
    const known = wordsOf(model.vocabulary);
    for (const context of CONTEXTS) {
      const p = distribution(model, context);
      for (const word of words) {
        const expected = p[Math.max(known.indexOf(word), 0)]!;
        const what = `${name}: ${word} after "${context.join(" ")}"`;
        assertAlmostEquals(probability(model, word, context), expected, 1e-14, what);
        const { probability: explained, steps } = explain(model, word, context);
        assertAlmostEquals(explained, expected, 1e-13, what);
        for (const step of steps) {
          const { own, weight, lower } = step;
          assertAlmostEquals(own + weight * lower, step.probability, 1e-13, what);
        }
        steps.slice(1).forEach((step, i) => assertEquals(steps[i]!.lower, step.probability, what));
      }
    }
  }
});

Deno.test("scoreSentence() is the chain of the words' probabilities, for every smoothing", () => {
  const words = ["the", "cat", "saw", "zebra", "on", "the", "the", "mat"];
  for (const { name, model } of trained()) {
    const around = model.boundaries === "sentence";
    const all = around ? [...words, "</s>"] : words;
    const scores = scoreSentence(model, words).words.map(({ log10 }) => log10);
    const chain = all.map((word, i) =>
      logProbability(model, word, [...(around ? ["<s>"] : []), ...all.slice(0, i)])
    );
    assertEquals(scores, chain, name);
  }
});

Deno.test("readNgramBinary() gives back every model just as it was", () => {
  for (const { name, model } of trained()) {
    assertEquals(readNgramBinary(writeNgramBinary(model)), model, name);
  }
});

Deno.test("writeArpa() and readArpa() keep every score that ARPA can tell", async () => {
  for (const { name, model } of trained()) {
    if (model.flat || model.unseenContext !== 0) continue;
    const copy = await readArpa(await writeArpa(model));
    for (const context of CONTEXTS) {
      for (const word of ["the", "mat", "</s>", "zebra"]) {
        const [ours, theirs] = [model, copy].map((m) => logProbability(m, word, context));
        const what = `${name}: ${word} after "${context.join(" ")}"`;
        if (ours === -Infinity) assertEquals(theirs, -Infinity, what);
        else assertAlmostEquals(theirs!, ours!, 1e-7, what);
      }
    }
  }
});

Deno.test("trainNgram() makes a distribution of any small corpus, for every smoothing", () => {
  const word = fc.constantFrom("a", "b", "c", "d", "é", "🙂");
  const sentences = fc.array(fc.array(word, { maxLength: 6 }).map((words) => words.join(" ")), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(
      sentences,
      fc.constantFrom(...SMOOTHINGS),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom("sentence" as const, "none" as const),
      fc.array(word, { maxLength: 6 }),
      (lines, smoothing, order, boundaries, context) => {
        const small = readCorpus(lines.join("\n"));
        fc.pre(small.ids.length > 0);
        const model = trainNgram(small, { order, smoothing, boundaries });
        const total = distribution(model, context).reduce((sum, share) => sum + share, 0);
        if (model.distribution) assertAlmostEquals(total, 1, 1e-9);
        else assert(total > 0);
      },
    ),
    { numRuns: 400 },
  );
});

Deno.test("trainNgram() leaves the corpus as it was, and gives the same model again", () => {
  const before = structuredClone(corpus);
  const train = () => trainNgram(corpus, { order: 4 });
  assertEquals(train(), train());
  assertEquals(corpus, before);
});
