/**
 * The exercises of 09_sentiment.ipynb, which imports this file once.
 *
 * @module
 */

import { defineExercises, type Exercise } from "descent/notebook";

/** "the" is the most frequent word; 1 stands for the unknown. */
const INDEX = new Map([["<OOV>", 1], ["the", 2], ["pump", 3], ["broke", 4]]);

/** Two classes that have seen four words each; `count` of a word that is not named is 0. */
const CLASSES = [
  { share: 0.5, words: 4, counts: { bad: 3, pump: 1 } },
  { share: 0.5, words: 4, counts: { good: 3, pump: 1 } },
];

/** The exercises by name; solutions are expressions. */
export const SENTIMENT: Record<string, Exercise> = {
  toNumbers: {
    task:
      "Write toNumbers(words, index, numWords): the number of each word by the Map `index`; 1 " +
      "for a word that is not in it, or whose number is not below `numWords`.",
    checks: [
      {
        name: '["the", "pump", "broke"] is 2, 3, 4',
        test: (toNumbers) => same(toNumbers(["the", "pump", "broke"], INDEX, 10), [2, 3, 4]),
      },
      {
        name: "a word that never came is 1, and the text keeps its length",
        test: (toNumbers) => same(toNumbers(["the", "kettle", "broke"], INDEX, 10), [2, 1, 4]),
      },
      {
        name: "with numWords 4 the number 4 is not used",
        points: 2,
        test: (toNumbers) => same(toNumbers(["the", "pump", "broke"], INDEX, 4), [2, 3, 1]),
      },
    ],
    hints: [
      "index.get(word) is undefined for a word that is not in it.",
      "undefined < 4 is false: one comparison is enough for both.",
    ],
    solution: `(words, index, numWords) =>
  words.map((word) => index.get(word) < numWords ? index.get(word) : 1)`,
  },
  padFront: {
    task:
      "Write padFront(numbers, length): zeros in front until there are `length`; of a list that " +
      "is too long the last ones stay.",
    checks: [
      {
        name: "[7, 8] becomes [0, 0, 7, 8]",
        test: (padFront) => same(padFront([7, 8], 4), [0, 0, 7, 8]),
      },
      {
        name: "[1, 2, 3, 4, 5] becomes [3, 4, 5]",
        test: (padFront) => same(padFront([1, 2, 3, 4, 5], 3), [3, 4, 5]),
      },
      { name: "an empty one becomes zeros", test: (padFront) => same(padFront([], 2), [0, 0]) },
      {
        name: "the list stays as it is",
        test(padFront) {
          const numbers = [7, 8];
          padFront(numbers, 4);
          return same(numbers, [7, 8]);
        },
      },
    ],
    hints: [
      "Put `length` zeros in front of all, and keep the last `length` of that.",
      "list.slice(-length) is the last `length`.",
    ],
    solution: `(numbers, length) => [...Array(length).fill(0), ...numbers].slice(-length)`,
  },
  naiveBayes: {
    task: "Write naiveBayes(words, classes): the place of the likeliest class. Each class is " +
      "{ share, words, counts }: its share of the texts, how many words it has seen in all, and how " +
      "often each. A word's probability in a class is (count + 1) / (words + 10), as if there were " +
      "ten words in the world and each came once more.",
    checks: [
      {
        name: '"good pump" is of class 1',
        test: (naiveBayes) => same([naiveBayes(["good", "pump"], CLASSES)], [1]),
      },
      {
        name: "a word that a class has never seen does not rule it out",
        test: (naiveBayes) => same([naiveBayes(["bad", "bad", "good"], CLASSES)], [0]),
      },
      {
        name: "the share counts: nine of ten texts are of class 0",
        points: 2,
        test: (naiveBayes) =>
          same(
            [naiveBayes(["good"], [{ ...CLASSES[0], share: 0.9 }, { ...CLASSES[1], share: 0.1 }])],
            [0],
          ),
      },
      {
        name: "a text of a thousand words, whose probability is too small for a number",
        points: 2,
        test: (naiveBayes) => same([naiveBayes(Array(1000).fill("good"), CLASSES)], [1]),
      },
    ],
    hints: [
      "Multiply share and all probabilities for each class, and take the larger.",
      "A product of a thousand is 0 in both classes: add logarithms.",
    ],
    solution: `(words, classes) => {
  const logs = classes.map(({ share, words: seen, counts }) =>
    words.reduce((sum, word) => sum + Math.log(((counts[word] ?? 0) + 1) / (seen + 10)), Math.log(share))
  );
  return logs.indexOf(Math.max(...logs));
}`,
  },
  mcNemar: {
    task:
      "Write mcNemar(onlyA, onlyB): how likely a split of the disagreements is that is at least " +
      "as uneven, if each were a throw of a coin. Both sides, at most 1.",
    checks: [
      { name: "0 to 1: certain", test: (mcNemar) => near(mcNemar(0, 1), 1) },
      { name: "5 to 0: 2/32", test: (mcNemar) => near(mcNemar(5, 0), 2 / 32) },
      {
        name: "2 to 8: 2 · (1 + 10 + 45) / 1024",
        test: (mcNemar) => near(mcNemar(2, 8), 112 / 1024),
      },
      {
        name: "4 to 4: 1, not more",
        points: 2,
        test: (mcNemar) => near(mcNemar(4, 4), 1),
      },
    ],
    hints: [
      "Of n throws, k heads come in C(n, k) of 2ⁿ ways; C(n, k + 1) = C(n, k) · (n − k) / (k + 1).",
      "Add up from 0 to the smaller number, and double.",
    ],
    solution: `(onlyA, onlyB) => {
  const n = onlyA + onlyB;
  let [ways, sum] = [1, 0];
  for (let k = 0; k <= Math.min(onlyA, onlyB); k++) {
    sum += ways / 2 ** n;
    ways *= (n - k) / (k + 1);
  }
  return Math.min(1, 2 * sum);
}`,
  },
};

defineExercises(SENTIMENT);

/** True, or what came instead. */
function same(got: readonly number[], wanted: readonly number[]): boolean | string {
  return String(got) === String(wanted) || `got ${got}`;
}

function near(got: number, wanted: number): boolean | string {
  return Math.abs(got - wanted) < 1e-12 || `got ${got}`;
}
