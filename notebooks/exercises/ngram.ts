/**
 * The exercises of 03_ngram_language_model.ipynb, which imports this file once.
 *
 * @module
 */

import { defineExercises, type Exercise } from "descent/notebook";

/** Three lines to count: "a" stands before "b" twice and before "c" once. */
const LINES = [["a", "b", "a", "c"], ["b", "b"], ["a", "b"]];

/** The exercises by name; solutions are expressions. */
export const NGRAM: Record<string, Exercise> = {
  bigram: {
    task:
      "Write bigram(lines, before, word): the share of the times that word comes next, among all " +
      'times that anything comes after before. lines is an array of arrays of words; "<s>" stands ' +
      'before the first word of each, and "</s>" comes after the last. 0 if before never occurs.',
    checks: [
      {
        name: '"b" after "a": 2 of 3',
        test: (bigram) => near(bigram(LINES, "a", "b"), 2 / 3),
      },
      {
        name: '"a" begins 2 of 3 lines',
        test: (bigram) => near(bigram(LINES, "<s>", "a"), 2 / 3),
      },
      {
        name: '"b" ends 2 lines, of 4 times that it occurs',
        test: (bigram) => near(bigram(LINES, "b", "</s>"), 2 / 4),
      },
      {
        name: "0 where a pair or a word never occurs",
        test: (bigram) => bigram(LINES, "c", "a") === 0 && near(bigram(LINES, "d", "a"), 0),
      },
    ],
    hints: [
      'Put "<s>" before each line and "</s>" behind it first; then all pairs are neighbours.',
      "Count the pairs that begin with before, and those of them that end in word.",
    ],
    solution: `(lines, before, word) => {
  const pairs = lines.flatMap((line) => {
    const all = ["<s>", ...line, "</s>"];
    return all.slice(1).map((next, i) => [all[i], next]);
  }).filter(([first]) => first === before);
  return pairs.filter(([, next]) => next === word).length / (pairs.length || 1);
}`,
  },
  perplexity: {
    task:
      "Write perplexity(probabilities): of the probabilities that a model gave to the words of a " +
      "text, one after the other.",
    checks: [
      {
        name: "four words of 1/8 each: as if there were 8 to choose from",
        test: (perplexity) => near(perplexity([1 / 8, 1 / 8, 1 / 8, 1 / 8]), 8),
      },
      {
        name: "it depends on all of them: 1/2 and 1/8 are worth 4",
        test: (perplexity) => near(perplexity([1 / 2, 1 / 8]), 4),
      },
      {
        name: "one word of probability 0 is enough for Infinity",
        test: (perplexity) => perplexity([0.5, 0, 0.5]) === Infinity || "got a finite number",
      },
      {
        name: "a thousand words of 1/100 are worth 100, and not Infinity",
        test: (perplexity) => near(perplexity(new Array(1000).fill(1 / 100)), 100),
      },
    ],
    hints: [
      "It is 1 over the geometric mean of the probabilities.",
      "The product of a thousand small numbers is 0 to a computer. Add their logarithms.",
    ],
    solution: `(probabilities) =>
  Math.exp(-probabilities.reduce((sum, p) => sum + Math.log(p), 0) / probabilities.length)`,
  },
  unseen: {
    task:
      "Write unseen(counts): what share of the next things will be new, by Good and Turing, after " +
      "things have been seen so many times each.",
    checks: [
      {
        name: "10 things, 3 of them seen once: 3 of 10 sightings",
        test: (unseen) => near(unseen([1, 1, 1, 3, 4]), 3 / 10),
      },
      {
        name: "nothing seen once: nothing new is expected",
        test: (unseen) => near(unseen([2, 5]), 0),
      },
      {
        name: "everything seen once: only new things are expected",
        test: (unseen) => near(unseen([1, 1, 1]), 1),
      },
    ],
    hints: [
      "Everything was new once. What was seen once only stands for what is still to come.",
      "Divide how many things were seen once by all sightings, that is by the sum of the counts.",
    ],
    solution: `(counts) =>
  counts.filter((count) => count === 1).length / counts.reduce((sum, count) => sum + count, 0)`,
  },
  continuation: {
    task:
      "Write continuation(lines, word): the share of Kneser and Ney, that is of all different " +
      'pairs of neighbours (with "<s>" and "</s>") those that end in word.',
    checks: [
      {
        name: '"b" comes after "a", "b" and "<s>": 3 of 8 different pairs',
        test: (continuation) => near(continuation(LINES, "b"), 3 / 8),
      },
      {
        name: "twice as much of the same text changes nothing",
        test: (continuation) => near(continuation([...LINES, ...LINES], "b"), 3 / 8),
      },
      {
        name: "kelder is frequent, but comes after one word alone: 1 of 7",
        test: (continuation) => near(continuation(PORTS, "kelder"), 1 / 7),
      },
      {
        name: "0 where the word never occurs",
        test: (continuation) => near(continuation(LINES, "z"), 0),
      },
    ],
    hints: [
      'Collect the pairs as texts such as "port kelder" in a Set: it keeps each one once.',
      "Count the pairs in the Set that end in the word, and divide by the size of the Set.",
    ],
    solution: `(lines, word) => {
  const pairs = new Map(lines.flatMap((line) => {
    const all = ["<s>", ...line, "</s>"];
    return all.slice(1).map((next, i) => [all[i] + " " + next, next]);
  }));
  return [...pairs.values()].filter((next) => next === word).length / pairs.size;
}`,
  },
};

/** Four lines with seven different pairs, of which one ends in "kelder". */
const PORTS = [
  ["port", "kelder"],
  ["port", "kelder"],
  ["the", "port", "kelder"],
  ["the", "sea"],
];

defineExercises(NGRAM);

/** True, or what came instead. */
function near(got: unknown, wanted: number): boolean | string {
  return typeof got === "number" && Math.abs(got - wanted) < 1e-9 * Math.max(1, wanted) ||
    `got ${got}, wanted ${Number(wanted.toFixed(4))}`;
}
