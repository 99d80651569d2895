import { probability, trainNgramClassifier } from "descent/ngram";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

const words = (text: string) => text.split(" ");
const GOOD = ["not bad", "very good", "good"].map(words);
const BAD = ["not good", "very bad"].map(words);
const SENTENCES = [...GOOD, ...BAD];
const LABELS = [1, 1, 1, 0, 0];

Deno.test("trainNgramClassifier() weighs each class by its share and its model", () => {
  const { models, probabilities } = trainNgramClassifier(SENTENCES, LABELS, { order: 1 });
  const say = (k: number, text: string) =>
    [...words(text), "</s>"].reduce((product, word) => product * probability(models[k]!, word), 1);
  const [bad, good] = [2 / 5 * say(0, "very good"), 3 / 5 * say(1, "very good")];
  assertAlmostEquals(probabilities(["very", "good"])[1]!, good / (bad + good), 1e-12);
});

Deno.test("trainNgramClassifier() of order 1 does not see the order of words, of order 2 does", () => {
  const [single, pairs] = [1, 2].map((order) =>
    trainNgramClassifier(SENTENCES, LABELS, { order })
  ) as [ReturnType<typeof trainNgramClassifier>, ReturnType<typeof trainNgramClassifier>];
  const [there, back] = [words("not bad very good"), words("good very bad not")];
  assertAlmostEquals(single.probabilities(there)[0]!, single.probabilities(back)[0]!, 1e-12);
  assert(Math.abs(pairs.probabilities(there)[0]! - pairs.probabilities(back)[0]!) > 0.1);
  assertEquals(SENTENCES.map(pairs.predict), LABELS);
});

Deno.test("trainNgramClassifier() gives probabilities also for words nobody used, and for none", () => {
  const { probabilities, predict } = trainNgramClassifier(SENTENCES, LABELS);
  for (const sentence of [[], ["never", "seen"], Array<string>(500).fill("good")]) {
    const p = probabilities(sentence);
    assertAlmostEquals(p[0]! + p[1]!, 1, 1e-12);
    assertEquals(predict(sentence), p[1]! > p[0]! ? 1 : 0);
  }
});

Deno.test("trainNgramClassifier() says what it takes", () => {
  const wrong: [string[][], number[], string][] = [
    [SENTENCES, [1], "sentences and labels must have one length, got 5 and 1"],
    [[["a"]], [0], "there must be two classes or more, got 1"],
    [[["a"], ["b"]], [0, 2], "class 1 must have a sentence"],
    [[["a"], ["b"]], [0, 0.5], "a label must be a whole number of at least 0, got 0.5"],
  ];
  for (const [sentences, labels, text] of wrong) {
    const error = assertThrows(() => trainNgramClassifier(sentences, labels), RangeError);
    assertEquals(error.message, `Cannot train an n-gram classifier: ${text}`);
  }
});
