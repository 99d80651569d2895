import { createPrng } from "descent/core";
import {
  fitAls,
  fitBiases,
  fitImplicitAls,
  fitSgd,
  ratingsFrom,
  type Recommender,
  simulateRatings,
  splitByTime,
} from "descent/recommend";
import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { solvePositiveInPlace } from "../../lib/recommend/solve_positive.ts";

const world = simulateRatings({ seed: 2 });
const { train, test } = splitByTime(world, { latest: "ofEachUser" });
const pick = (part: Uint32Array) => ({
  users: Array.from(part, (i) => world.users[i]!),
  items: Array.from(part, (i) => world.items[i]!),
  values: Array.from(part, (i) => world.values[i]!),
});
const ratings = ratingsFrom(pick(train), { users: 300, items: 240 });
const bought = ratingsFrom({ ...pick(train), values: Array(train.length).fill(1) }, {
  users: 300,
  items: 240,
});

function rmse(predict: (i: number) => number): number {
  const squares = Array.from(test, (i) => (predict(i) - world.values[i]!) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / test.length);
}
const testError = ({ predict }: Recommender) =>
  rmse((i) => predict(world.users[i]!, world.items[i]!));

Deno.test("fitAls() and fitSgd() predict the unseen better than biases, and no better than can be", () => {
  const floor = rmse((i) => world.truth(world.users[i]!, world.items[i]!));
  const biases = testError(fitBiases(ratings));
  for (
    const model of [
      fitAls(ratings, { factors: 6, regularization: 0.1 }),
      fitSgd(ratings, { factors: 6, epochs: 80, regularization: 0.05 }),
    ]
  ) {
    const error = testError(model);
    assert(error < 0.9 * biases, `${error} against ${biases} of the biases`);
    assert(error > floor, `${error} is better than the truth's ${floor}`);
  }
});

Deno.test("fitAls() and fitImplicitAls() lower what they minimise in every round", () => {
  for (const { trace } of [fitAls(ratings), fitImplicitAls(bought)]) {
    assertEquals(trace.length, 10);
    trace.forEach((loss, i) => assert(i === 0 || loss <= trace[i - 1]! * (1 + 1e-12)));
  }
});

Deno.test("fitImplicitAls() tells its loss over all pairs, also those without an entry", () => {
  const small = ratingsFrom({ users: [0, 0, 1], items: [0, 1, 2], values: [2, 1, 0] });
  const options = { factors: 2, alpha: 3, regularization: 0.5, rounds: 2, seed: 4 };
  const model = fitImplicitAls(small, options);
  const counts = [[2, 1, 0], [0, 0, 0]];
  let loss = 0;
  counts.forEach((row, user) =>
    row.forEach((count, item) => {
      loss += (1 + 3 * count) * ((count > 0 ? 1 : 0) - model.predict(user, item)) ** 2;
    })
  );
  for (const { data } of [model.userFactors, model.itemFactors]) {
    for (const value of data) loss += 0.5 * value ** 2;
  }
  assertAlmostEquals(model.trace.at(-1)!, loss, 1e-12);
});

Deno.test("fitImplicitAls() finds what people of one taste have left out", () => {
  const model = fitImplicitAls(bought, { factors: 6 });
  const prng = createPrng(1);
  const seen = new Set(Array.from(world.users, (user, i) => `${user} ${world.items[i]}`));
  let right = 0;
  for (const i of test) { // the one really seen later against one never seen
    const [user, item] = [world.users[i]!, world.items[i]!];
    let other = prng.nextInteger(240);
    while (seen.has(`${user} ${other}`)) other = prng.nextInteger(240);
    right += model.predict(user, item) > model.predict(user, other) ? 1 : 0;
  }
  assert(right / test.length > 0.7, `right in ${right} of ${test.length}`);
});

for (
  const [name, fit] of [["fitAls", fitAls], ["fitSgd", fitSgd], [
    "fitImplicitAls",
    fitImplicitAls,
  ]] as const
) {
  Deno.test(`${name}() is the same for the same seed, and another for another`, () => {
    const table = name === "fitImplicitAls" ? bought : ratings;
    const options = { factors: 3, rounds: 2, epochs: 2 };
    const factors = (seed: number) => fit(table, { ...options, seed }).userFactors;
    assertEquals(factors(1), factors(1));
    assertNotEquals(factors(1), factors(2));
  });

  Deno.test(`${name}() scores as it predicts, and tells of each round`, () => {
    const rounds: number[] = [];
    const model = fit(bought, {
      factors: 2,
      rounds: 3,
      epochs: 3,
      onRound: ({ round }) => rounds.push(round),
    });
    assertEquals(rounds, [1, 2, 3]);
    model.scores(5).forEach((score, item) => assertEquals(score, model.predict(5, item)));
  });

  Deno.test(`${name}() leaves the ratings as they are, and gives strangers finite scores`, () => {
    const own = ratingsFrom({ users: [0, 1], items: [0, 1], values: [5, 1] }, {
      users: 3,
      items: 3,
    });
    const before = structuredClone(own);
    const model = fit(own, { factors: 2, rounds: 2, epochs: 2 });
    assertEquals(own, before);
    for (let user = 0; user < 3; user++) assert(model.scores(user).every(Number.isFinite));
  });

  Deno.test(`${name}() refuses options out of range`, () => {
    assertThrows(
      () => fit(bought, { factors: 0 }),
      RangeError,
      "factors must be a whole number of at least 1, got 0",
    );
    assertThrows(
      () => fit(bought, { regularization: 0 }),
      RangeError,
      "regularization must be a finite number above 0, got 0",
    );
  });
}

Deno.test("fitAls() folds in a newcomer nearly as if there from the beginning", () => {
  const model = fitAls(ratings, { factors: 6, regularization: 0.1 });
  const [from, to] = [ratings.byUser.starts[9]!, ratings.byUser.starts[10]!];
  const scores = model.foldIn(
    ratings.byUser.columns.slice(from, to),
    ratings.byUser.values.slice(from, to),
  );
  scores.forEach((score, item) => assertAlmostEquals(score, model.predict(9, item), 0.02));
});

Deno.test("fitAls() folds in nobody without ratings, or with items that are none", () => {
  const model = fitAls(ratings, { factors: 2, rounds: 1 });
  assertThrows(
    () => model.foldIn([], []),
    RangeError,
    "Cannot fold in a user: items must hold at least one value, got []",
  );
  assertThrows(
    () => model.foldIn([240], [5]),
    RangeError,
    "Cannot fold in a user: item 0 must be a whole number from 0 to 239, got 240",
  );
});

Deno.test("fitSgd() names epoch and learning rate where the numbers run away", () => {
  const error = assertThrows(() => fitSgd(ratings, { learningRate: 5 }), RangeError);
  assert(
    /^Cannot fit SGD: the error must stay finite, but in epoch \d+ it ran away; learningRate must be smaller, got 5$/
      .test(error.message),
    error.message,
  );
});

Deno.test("fitImplicitAls() knows no dislike", () => {
  assertThrows(
    () => fitImplicitAls(ratingsFrom({ users: [0], items: [0], values: [-1] })),
    RangeError,
    "Cannot fit implicit ALS: counts must be at least 0: there is no dislike here, got -1",
  );
});

Deno.test("solvePositiveInPlace() solves, and names what is not positive definite", () => {
  const a = Float64Array.of(4, 0, 2, 3); // 4 2 / 2 3, the upper entry is not looked at
  const b = Float64Array.of(10, 8);
  solvePositiveInPlace(a, b);
  assertAlmostEquals(b[0]!, 1.75, 1e-15);
  assertAlmostEquals(b[1]!, 1.5, 1e-15);
  assertThrows(
    () => solvePositiveInPlace(Float64Array.of(1, 0, 1, 1), Float64Array.of(1, 1)),
    RangeError,
    "Cannot solve for factors: the matrix must be positive definite, got 0",
  );
});
