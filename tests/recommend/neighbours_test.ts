import { rowsOf } from "descent/core";
import {
  cosineSimilarities,
  cosineSimilarity,
  euclideanDistance,
  fitBiases,
  fitNeighbours,
  manhattanDistance,
  popularity,
  ratingsFrom,
  similarityMatrix,
  simulateRatings,
} from "descent/recommend";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { matrixFrom } from "descent/core";

const world = simulateRatings({ users: 30, items: 40, perUser: 10, seed: 5 });
const ratings = ratingsFrom(world, { users: 31, items: 41 }); // the last ones without a rating
const KINDS = ["cosine", "centeredCosine", "pearson", "coratedCosine"] as const;
const MODES = ["centered", "plain", "sum"] as const;

for (const similarity of KINDS) {
  for (const axis of ["users", "items"] as const) {
    Deno.test(`similarityMatrix() by ${similarity} of ${axis} is symmetric and from -1 to 1`, () => {
      const { data, rows: n } = similarityMatrix(ratings, { of: axis, similarity });
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          assertAlmostEquals(data[i * n + j]!, data[j * n + i]!, 1e-12);
          assert(Math.abs(data[i * n + j]!) <= 1 + 1e-12);
        }
        assertEquals(data[i * n + n - 1], 0); // who has no ratings is like nobody
      }
    });

    Deno.test(`fitNeighbours() scores by ${similarity} of ${axis} as it predicts, bit by bit`, () => {
      for (const mode of MODES) {
        for (const k of [1, 4, 100]) {
          const model = fitNeighbours(ratings, { of: axis, similarity, mode, k, shrinkage: 2 });
          for (const user of [0, 7, 30]) {
            const scores = model.scores(user);
            scores.forEach((score, item) => assertEquals(score, model.predict(user, item)));
          }
        }
      }
    });
  }
}

Deno.test("similarityMatrix() pulls pairs with little in common to 0 by shrinkage", () => {
  // Both pairs agree fully: users 0 and 1 over four items, users 2 and 3 over one.
  const agree = ratingsFrom({
    users: [0, 0, 0, 0, 1, 1, 1, 1, 2, 3],
    items: [0, 1, 2, 3, 0, 1, 2, 3, 4, 4],
    values: [1, 2, 3, 4, 1, 2, 3, 4, 5, 5],
  });
  const rows = rowsOf(similarityMatrix(agree, { similarity: "cosine", shrinkage: 4 }));
  assertAlmostEquals(rows[0]![1]!, 4 / 8);
  assertAlmostEquals(rows[2]![3]!, 1 / 5);
});

Deno.test("similarityMatrix() by pearson and centeredCosine does not care how high somebody rates", () => {
  const shifted = ratingsFrom({
    ...world,
    values: world.values.map((v, i) => v + world.users[i]! % 3),
  });
  const same = ratingsFrom(world);
  for (const similarity of ["pearson", "centeredCosine"] as const) {
    const [a, b] = [
      similarityMatrix(same, { similarity }),
      similarityMatrix(shifted, { similarity }),
    ];
    a.data.forEach((value, i) => assertAlmostEquals(b.data[i]!, value, 1e-9));
  }
});

Deno.test("the largest cosine of a row is its own: the most similar user is oneself", () => {
  const similarities = rowsOf(cosineSimilarities(matrixFrom([[5, 3, 0], [4, 0, 1], [1, 1, 5]])));
  const argmax = (row: number[]) => row.indexOf(Math.max(...row));
  assertEquals(similarities.map(argmax), [0, 1, 2]);
});

Deno.test("fitNeighbours() never asks somebody about oneself", () => {
  const model = fitNeighbours(ratings, { k: 100 });
  for (let i = 0; i < 50; i++) {
    const [user, item] = [world.users[i]!, world.items[i]!];
    assert(model.explain(user, item).neighbours.every(({ id }) => id !== user));
  }
});

Deno.test("fitNeighbours() explains with what was really rated, most similar first", () => {
  const { neighbours } = fitNeighbours(ratings, { k: 5, of: "items" }).explain(3, 0);
  assert(neighbours.length > 0);
  for (const { id, value } of neighbours) {
    const at = world.items.findIndex((item, i) => item === id && world.users[i] === 3);
    assertEquals(world.values[at], value);
  }
  const order = neighbours.map(({ similarity }) => similarity);
  assertEquals(order, order.toSorted((a, b) => b - a));
});

Deno.test("fitNeighbours() answers a mean where there is no neighbour", () => {
  const few = ratingsFrom({ users: [0, 0, 1], items: [0, 1, 2], values: [5, 3, 1] }, { users: 3 });
  assertEquals(fitNeighbours(few).predict(0, 2), 4); // the user's own
  assertEquals(fitNeighbours(few).predict(2, 0), 3); // nothing is known of user 2: all ratings'
  assertEquals(fitNeighbours(few, { of: "items" }).predict(0, 2), 1); // the item's
  assertEquals(fitNeighbours(few, { mode: "sum" }).predict(0, 2), 0);
});

Deno.test("fitBiases() serves users and items without ratings, and agrees with its scores", () => {
  const biases = fitBiases(ratings);
  assertEquals(biases.predict(30, 40), biases.mean);
  biases.scores(4).forEach((score, item) => assertEquals(score, biases.predict(4, item)));
});

Deno.test("fitBiases() keeps what one person loves from the top by regularisation", () => {
  const loved = ratingsFrom({
    users: [0, 1, 2, 3, 4, 0],
    items: [0, 0, 0, 0, 0, 1],
    values: [5, 4, 5, 4, 4, 5],
  });
  assert(fitBiases(loved, { regularization: 0 }).items[1]! > fitBiases(loved).items[1]!);
  assertAlmostEquals(fitBiases(loved).items[1]!, (5 - 4.5) / 6);
});

Deno.test("popularity() counts, or damps the mean", () => {
  assertEquals(popularity(ratings)[40], 0);
  const damped = popularity(ratings, { by: "mean" });
  assertAlmostEquals(damped[40]!, world.values.reduce((sum, value) => sum + value, 0) / 300);
});

Deno.test("distances obey the triangle, and cosine knows no length", () => {
  const [x, y, z] = [[1, 2, 3], [0, -1, 5], [2, 2, 2]] as const;
  for (const distance of [euclideanDistance, manhattanDistance]) {
    assert(distance(x, z) <= distance(x, y) + distance(y, z));
    assertEquals([distance(x, x), distance(x, y)], [0, distance(y, x)]);
  }
  assertAlmostEquals(cosineSimilarity(x, y), cosineSimilarity(x.map((v) => 7 * v), y));
});

for (
  const [fail, message] of [
    [
      () => cosineSimilarity([1], [1, 2]),
      "Cannot compute cosineSimilarity: x and y must have one length, got 1 and 2",
    ],
    [
      () => cosineSimilarities(matrixFrom([[1]]), matrixFrom([[1, 2]])),
      "Cannot compute cosineSimilarities: X and Y must have one number of columns, got 1 and 2",
    ],
    [
      () => similarityMatrix(ratings, { similarity: "jaccard" as "cosine" }),
      "Cannot compute similarities: similarity must be one of cosine, centeredCosine, " +
      'coratedCosine, pearson, got "jaccard"',
    ],
    [
      () => similarityMatrix(ratings, { shrinkage: -1 }),
      "Cannot compute similarities: shrinkage must be a finite number above 0, got -1",
    ],
    [
      () => fitNeighbours(ratings, { k: 0 }),
      "Cannot fit neighbours: k must be a whole number of at least 1, got 0",
    ],
    [
      () => fitNeighbours(ratings, { mode: "mean" as "plain" }),
      'Cannot fit neighbours: mode must be one of centered, plain, sum, got "mean"',
    ],
    [
      () => fitNeighbours(ratings).predict(31, 0),
      "Cannot predict: user must be a whole number from 0 to 30, got 31",
    ],
    [
      () => fitNeighbours(ratings).predict(0, 41),
      "Cannot predict: item must be a whole number from 0 to 40, got 41",
    ],
    [
      () => fitNeighbours(ratings).scores(-1),
      "Cannot score items: user must be a whole number from 0 to 30, got -1",
    ],
    [
      () => fitBiases(ratings, { regularization: -1 }),
      "Cannot fit biases: regularization must be a finite number of at least 0, got -1",
    ],
  ] as const
) {
  Deno.test(`neighbours say: ${message.slice(7, 70)}`, () => {
    assertThrows(fail, RangeError, message);
  });
}
