/**
 * The exercises of 10_recommender.ipynb, which imports this file once.
 *
 * @module
 */

import { defineExercises, type Exercise } from "descent/notebook";

/** The exercises by name; solutions are expressions. */
export const RECOMMENDER: Record<string, Exercise> = {
  mostSimilar: {
    task: "Write mostSimilar(similarities, person): who is most similar to `person`, other than " +
      "themselves; `similarities` is one row of the table. At a tie the lower number.",
    checks: [
      {
        name: "person 0 of [1, 0.2, 0.7] is most like person 2",
        test: (mostSimilar) => equals(mostSimilar([1, 0.2, 0.7], 0), 2),
      },
      {
        name: "also where another one is just as similar as they are to themselves",
        test: (mostSimilar) => equals(mostSimilar([1, 1, 0.3], 1), 0),
      },
      {
        name: "also where all others are opposite: person 1 of [-0.9, 1, -0.4]",
        points: 2,
        test: (mostSimilar) => equals(mostSimilar([-0.9, 1, -0.4], 1), 2),
      },
      {
        name: "the row stays as it is",
        test(mostSimilar) {
          const row = [1, 0.2, 0.7];
          mostSimilar(row, 0);
          return row.join() === "1,0.2,0.7" || `it became ${row.join(", ")}`;
        },
      },
    ],
    hints: [
      "Make a copy in which the person's own place holds something that no other can be below.",
      "With 0 in that place somebody whom nobody is like would be most like themselves again.",
    ],
    solution: `(similarities, person) => {
  const others = similarities.map((s, i) => i === person ? -Infinity : s);
  return others.indexOf(Math.max(...others));
}`,
  },
  dampedMean: {
    task: "Write dampedMean(stars, overall, damping): the mean of a film's stars as if `damping` " +
      "more ratings of `overall` stars had come. Without any rating it is `overall`.",
    checks: [
      {
        name: "one rating of 5, overall 3, damping 1: 4",
        test: (dampedMean) => equals(dampedMean([5], 3, 1), 4),
      },
      {
        name: "without a rating it is the overall mean",
        test: (dampedMean) => equals(dampedMean([], 3.5, 10), 3.5),
      },
      {
        name: "forty ratings of 4.5 come before one of 5: overall 3.5, damping 10",
        points: 2,
        test: (dampedMean) =>
          dampedMean(Array(40).fill(4.5), 3.5, 10) > dampedMean([5], 3.5, 10) ||
          "the single rating comes first",
      },
    ],
    hints: [
      "Add damping · overall to the sum of the stars.",
      "Divide by the number of stars and damping together.",
    ],
    solution: `(stars, overall, damping) => {
  const sum = stars.reduce((total, star) => total + star, damping * overall);
  return sum / (stars.length + damping);
}`,
  },
  predictCentred: {
    task:
      "Write predictCentred(ownMean, neighbours), each neighbour { similarity, value, mean }: " +
      "own mean + Σ s (value − mean) / Σ s. Without neighbours it is the own mean.",
    checks: [
      {
        name: "one neighbour who gave 2 more than usual: 2 becomes 4",
        test: (predictCentred) =>
          equals(predictCentred(2, [{ similarity: 0.4, value: 5, mean: 3 }]), 4),
      },
      {
        name: "who is three times as similar counts three times as much",
        points: 2,
        test: (predictCentred) =>
          equals(
            predictCentred(2, [
              { similarity: 0.75, value: 4, mean: 3 },
              { similarity: 0.25, value: 3, mean: 4 },
            ]),
            2.5,
          ),
      },
      {
        name: "without neighbours it is the own mean",
        test: (predictCentred) => equals(predictCentred(2.5, []), 2.5),
      },
    ],
    hints: [
      "Two sums over the neighbours: of similarity · (value − mean), and of similarity.",
      "0 / 0 is NaN: look whether there are neighbours first.",
    ],
    solution: `(ownMean, neighbours) => {
  if (neighbours.length === 0) return ownMean;
  let [sum, weight] = [0, 0];
  for (const { similarity, value, mean } of neighbours) {
    sum += similarity * (value - mean);
    weight += similarity;
  }
  return ownMean + sum / weight;
}`,
  },
  ndcg: {
    task: "Write ndcg(list, liked): NDCG of a list of films for somebody who liked the films in " +
      "`liked`. A hit in place i, counted from 0, is worth 1 / log₂(i + 2); divide by what the " +
      "best order of as many places would be worth.",
    checks: [
      { name: "all hits is 1", test: (ndcg) => equals(ndcg([4, 2], [2, 4]), 1) },
      { name: "no hit is 0", test: (ndcg) => equals(ndcg([4, 2], [3]), 0) },
      {
        name: "one liked film, in the third place: 1/2",
        test: (ndcg) => equals(ndcg([9, 8, 3], [3]), 0.5),
      },
      {
        name: "who liked five can have two in a list of two",
        points: 2,
        test: (ndcg) => equals(ndcg([1, 2], [1, 2, 3, 4, 5]), 1),
      },
    ],
    hints: [
      "Sum 1 / Math.log2(i + 2) over the places of the list whose film is in liked.",
      "The best order has hits in the first Math.min(list.length, liked.length) places.",
    ],
    solution: `(list, liked) => {
  const worth = (i) => 1 / Math.log2(i + 2);
  let [gain, best] = [0, 0];
  list.forEach((film, i) => {
    if (liked.includes(film)) gain += worth(i);
    if (i < liked.length) best += worth(i);
  });
  return gain / best;
}`,
  },
};

defineExercises(RECOMMENDER);

/** True, or what came instead. */
function equals(got: number, wanted: number): boolean | string {
  return Math.abs(got - wanted) < 1e-12 || `got ${got}`;
}
