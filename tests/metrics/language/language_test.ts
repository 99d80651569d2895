import { bleuScore, bootstrap, estimate, perplexity, wordErrorRate } from "descent/metrics";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

const words = (text: string) => text.split(" ");

Deno.test("perplexity() is that of a choice among equally likely tokens", () => {
  assertAlmostEquals(perplexity([Math.log(1 / 50), Math.log(1 / 50)]), 50, 1e-12);
  assertAlmostEquals(perplexity([-1, -3], { base: 10 }), 100, 1e-12);
  assertEquals(perplexity([0]), 1);
  assertEquals(perplexity([-1, -Infinity]), Infinity);
});

// The sentences of Papineni's paper and of NLTK's manual; numbers by NLTK 3.10.3.
const references = [
  [
    words(
      "it is a guide to action that ensures that the military will forever heed party commands",
    ),
    words(
      "it is the guiding principle which guarantees the military forces always being under the " +
        "command of the party",
    ),
    words("it is the practical guide for the army always to heed the directions of the party"),
  ],
  [words("he was interested in world history because he read the book")],
];
const proposed = [
  words(
    "it is a guide to action which ensures that the military always obeys the commands of the party",
  ),
  words("he read the book because he was interested in world history"),
];

Deno.test("bleuScore() agrees with NLTK 3.10.3 over a corpus", () => {
  assertAlmostEquals(bleuScore(references, proposed), 0.5920778868801042, 1e-12);
  assertAlmostEquals(bleuScore(references, proposed, { maxOrder: 2 }), 0.8242803277698696, 1e-12);
});

Deno.test("bleuScore() is 0 without a run of the longest length, unless smoothed", () => {
  const [reference, short] = [[references[1]!], [words("he read a book of world history")]];
  assertEquals(bleuScore(reference, short), 0);
  assert(bleuScore(reference, short, { smoothing: "addOne" }) > 0.1);
  // Five words of eleven, all runs found: only the brevity counts, with and without 1 added.
  const begun = [words("he was interested in world")];
  assertAlmostEquals(bleuScore(reference, begun), Math.exp(1 - 11 / 5), 1e-15);
  const smooth = bleuScore(reference, begun, { smoothing: "addOne" });
  assertAlmostEquals(smooth, Math.exp(1 - 11 / 5), 1e-15);
});

Deno.test("bleuScore() does not take one run for another with the same letters", () => {
  assertEquals(bleuScore([[["a b", "c"]]], [["a", "b c"]], { maxOrder: 1 }), 0);
});

Deno.test("wordErrorRate() tells the three kinds of errors apart", () => {
  assertEquals(wordErrorRate([words("a b c d")], [words("a x c")]), {
    rate: 0.5,
    substitutions: 1,
    deletions: 1,
    insertions: 0,
    tokens: 4,
  });
  assertEquals(wordErrorRate([["a"]], [["b", "c", "d"]]).rate, 3);
  assertEquals(wordErrorRate([["a"], []], [["a"], ["b"]]).insertions, 1);
});

Deno.test("wordErrorRate() is a distance: 0 to itself, the same both ways, no detour shorter", () => {
  const sentence = fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 8 });
  const errors = (from: string[], to: string[]) => {
    const { substitutions, deletions, insertions } = wordErrorRate([from], [to]);
    assertEquals(insertions - deletions, to.length - from.length);
    assert(Math.min(substitutions, deletions, insertions) >= 0);
    return substitutions + deletions + insertions;
  };
  fc.assert(fc.property(sentence, sentence, sentence, (a, b, c) => {
    assertEquals(errors(a, a), 0);
    assertEquals(errors(a, b), errors(b, a));
    assert(errors(a, c) <= errors(a, b) + errors(b, c));
  }));
});

const ERRORS: [string, () => unknown][] = [
  [
    "Cannot compute perplexity: logProbabilities must hold at least one value, got []",
    () => perplexity([]),
  ],
  [
    "Cannot compute perplexity: logProbabilities must hold numbers of at most 0, got 0.5",
    () => perplexity([-1, 0.5]),
  ],
  [
    "Cannot compute perplexity: logProbabilities must hold numbers of at most 0, got NaN",
    () => perplexity([NaN]),
  ],
  [
    "Cannot compute perplexity: base must be a finite number above 1, got 1",
    () => perplexity([-1], { base: 1 }),
  ],
  [
    "Cannot compute bleuScore: sentence 0 must have a reference, got []",
    () => bleuScore([[]], [["a"]]),
  ],
  [
    "Cannot compute bleuScore: proposed must hold at least one token, got []",
    () => bleuScore([[["a"]]], [[]]),
  ],
  [
    'Cannot compute bleuScore: smoothing must be one of none, addOne, got "some"',
    () => bleuScore([[["a"]]], [["a"]], { smoothing: "some" as "none" }),
  ],
  [
    "Cannot compute wordErrorRate: references must hold at least one token, got []",
    () => wordErrorRate([[]], [["a"]]),
  ],
];

for (const [expected, call] of ERRORS) {
  Deno.test(expected, () => assertEquals(assertThrows(call, RangeError).message, expected));
}

Deno.test("estimate() puts an interval around BLEU and word error rate, sentence by sentence", () => {
  const said = Array.from({ length: 40 }, (_, i) => `the cat ${i % 7} sat on the mat`.split(" "));
  const heard = said.map((words, i) => i % 4 === 0 ? words.with(1, "dog") : words);
  const rate = estimate((a, b) => wordErrorRate(a, b).rate, said, heard, { seed: 1 });
  assertAlmostEquals(rate.value, 10 / (40 * 7));
  assert(rate.interval[0] < rate.value && rate.interval[1] > rate.value);
  const bleu = estimate((a, b) => bleuScore(a, b), said.map((words) => [words]), heard, {
    seed: 1,
  });
  assertEquals([bleu.n, bleu.method], [40, "bootstrap percentile"]);
  assert(bleu.interval[0] < bleu.value && bleu.interval[1] > bleu.value);
});

Deno.test("bootstrap() puts an interval around perplexity, token by token", () => {
  const logs = Float64Array.from({ length: 200 }, (_, i) => -1 - i % 3);
  const ofSome = (at: Uint32Array) => perplexity(Array.from(at, (i) => logs[i]!), { base: 2 });
  const { value, interval: [low, high] } = bootstrap(200, ofSome, { seed: 1, resamples: 500 });
  assertAlmostEquals(value, perplexity(logs, { base: 2 }));
  assert(low < value && value < high && high / low < 1.4);
});
