import { createPrng, matrixFrom, takeRows } from "descent/core";
import {
  absoluteLoss,
  crossEntropyLoss,
  elasticNetPenalty,
  empiricalRisk,
  exponentialLoss,
  hingeLoss,
  huberLoss,
  l1Penalty,
  l2Penalty,
  linearHypothesis,
  logCoshLoss,
  logisticHypothesis,
  logisticLoss,
  type Loss,
  minimizeRisk,
  multiMarginLoss,
  pinballLoss,
  polynomialHypothesis,
  smoothL1Loss,
  softmaxHypothesis,
  softmaxSquaredLoss,
  squaredHingeLoss,
  squaredLoss,
  zeroOneLoss,
} from "descent/erm";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";

// Thirty samples of three features; y = 2 x₀ − x₁ + 1 and noise. Half of the signs are noise too.
const prng = createPrng(7);
const X = matrixFrom(
  Array.from({ length: 30 }, () => [prng.nextNormal(), prng.nextNormal(), 3 + prng.nextNormal()]),
);
const y = Float64Array.from(
  { length: 30 },
  (_, i) => 2 * X.data[3 * i]! - X.data[3 * i + 1]! + 1 + 0.3 * prng.nextNormal(),
);
const signs = y.map((value) => value + 2 * prng.nextNormal() > 1 ? 1 : -1);
const classes = y.map((value) => value < 0 ? 0 : value < 2 ? 1 : 2);

const LOSSES: [Loss, Float64Array][] = [
  [squaredLoss, y],
  [absoluteLoss, y],
  [huberLoss({ delta: 0.2 }), y],
  [smoothL1Loss({ beta: 0.2 }), y],
  [pinballLoss({ quantile: 0.9 }), y],
  [logCoshLoss(), y],
  [logisticLoss, signs.map((sign) => (sign + 1) / 2)],
  [hingeLoss, signs],
  [squaredHingeLoss, signs],
  [exponentialLoss, signs],
  [crossEntropyLoss(), classes],
  [multiMarginLoss, classes],
];

for (const [loss, labels] of LOSSES) {
  for (const penalty of [l2Penalty(0.1), elasticNetPenalty(0.05, 0.1)]) {
    if (loss === multiMarginLoss && penalty.l1 > 0) continue; // no solver, see below
    const name = penalty.l1 > 0 ? "L1 and L2" : "L2";
    Deno.test(`minimizeRisk() stands lower than every neighbour: ${loss.name} with ${name}`, () => {
      const problem = { loss, penalty, hypothesis: hypothesisFor(loss) };
      const { theta, objective } = minimizeRisk(X, labels, problem);
      const risk = empiricalRisk(X, labels, problem);
      assertEquals(objective, risk.value(theta));
      // L-BFGS on kinks, the one case without guarantee, is asked for less.
      const slack = loss === multiMarginLoss ? 1e-4 : 1e-11;
      for (let direction = 0; direction < 200; direction++) {
        const length = 10 ** (-4 + 4 * prng.next());
        const near = theta.map((value) => value + length * prng.nextNormal());
        assert(risk.value(near) >= objective - slack);
      }
    });
  }

  Deno.test(`minimizeRisk() does not mind the order of the samples: ${loss.name}`, () => {
    const problem = { loss, penalty: l2Penalty(0.1), hypothesis: hypothesisFor(loss) };
    const order = Array.from({ length: 30 }, (_, i) => (7 * i + 3) % 30);
    const other = minimizeRisk(takeRows(X, order), order.map((i) => labels[i]!), problem);
    const slack = loss === multiMarginLoss ? 1e-3 : 1e-9;
    assertAlmostEquals(other.objective, minimizeRisk(X, labels, problem).objective, slack);
  });
}

Deno.test("minimizeRisk() comes to one place by every way that a problem allows", () => {
  const binary = signs.map((sign) => (sign + 1) / 2);
  const ways: [Loss, Float64Array, ("newton" | "lbfgs" | "least squares")[]][] = [
    [squaredLoss, y, ["least squares", "newton", "lbfgs"]],
    [logisticLoss, binary, ["newton", "lbfgs"]],
    [huberLoss({ delta: 0.5 }), y, ["newton", "lbfgs"]],
    [crossEntropyLoss(), classes, ["newton", "lbfgs"]],
  ];
  for (const [loss, labels, solvers] of ways) {
    const found = solvers.map((solver) =>
      minimizeRisk(X, labels, {
        loss,
        solver,
        penalty: l2Penalty(0.2),
        hypothesis: hypothesisFor(loss),
        tolerance: 1e-10,
      }).theta
    );
    found.forEach((theta) =>
      theta.forEach((value, j) => assertAlmostEquals(value, found[0]![j]!, 1e-7, loss.name))
    );
  }
});

Deno.test("minimizeRisk() chooses its way by loss, penalty and size", () => {
  const way = (loss: Loss, labels: Float64Array, penalty = l2Penalty(0.1)) =>
    minimizeRisk(X, labels, { loss, penalty, hypothesis: hypothesisFor(loss) }).solver;
  assertEquals(way(squaredLoss, y), "least squares");
  assertEquals(way(squaredLoss, y, l1Penalty(0.1)), "newton");
  assertEquals(way(absoluteLoss, y), "interior point");
  assertEquals(way(hingeLoss, signs, l1Penalty(0.1)), "interior point");
  assertEquals(way(crossEntropyLoss(), classes), "newton");
  assertEquals(way(softmaxSquaredLoss, classes), "lbfgs");
});

Deno.test("minimizeRisk() with L1 gives weights of exactly 0, all of them under a heavy penalty", () => {
  const binary = signs.map((sign) => (sign + 1) / 2);
  for (
    const [loss, labels] of [[squaredLoss, y], [logisticLoss, binary], [absoluteLoss, y]] as const
  ) {
    const { weights } = minimizeRisk(X, labels, { loss, penalty: l1Penalty(10) });
    weights.data.forEach((w) => assertAlmostEquals(w, 0, 1e-9, loss.name));
  }
  const some = minimizeRisk(X, y, { loss: squaredLoss, penalty: l1Penalty(0.5) }).weights.data;
  assertEquals([...some].map((w) => w !== 0), [true, true, false]); // the third says nothing of y
});

Deno.test("minimizeRisk() finds a polynomial, and the probabilities of a logistic one", () => {
  const line = matrixFrom([[-2], [-1], [0], [1], [2]]);
  const cubic = minimizeRisk(line, [-9, -1, 1, 3, 11], {
    loss: squaredLoss,
    hypothesis: polynomialHypothesis({ degree: 3 }),
  });
  [1, 0, 1, 1].forEach((value, j) => assertAlmostEquals(cubic.theta[j]!, value, 1e-9));
  const coin = minimizeRisk(matrixFrom([[0], [0], [0], [0]]), [1, 1, 1, 0], {
    loss: logisticLoss,
    hypothesis: logisticHypothesis(),
  });
  assertAlmostEquals(coin.outputs(matrixFrom([[0]])).data[0]!, 0.75, 1e-9);
  assertEquals([...coin.predict(matrixFrom([[0]]))], [1]);
});

Deno.test("collinear columns: the shortest of all best weights, and a rank below d", () => {
  const twice = matrixFrom([[1, 1], [2, 2], [3, 3]]);
  const { theta, rank } = minimizeRisk(twice, [2, 4, 6], { loss: squaredLoss });
  assertEquals(rank, 1);
  [1, 1, 0].forEach((value, j) => assertAlmostEquals(theta[j]!, value, 1e-12));
});

Deno.test("fewer samples than features: a perfect fit by the shortest weights", () => {
  const wide = matrixFrom([[1, 2, 2]]);
  const { theta, rank } = minimizeRisk(wide, [9], {
    loss: squaredLoss,
    hypothesis: linearHypothesis({ intercept: false }),
  });
  assertEquals(rank, 1);
  [1, 2, 2].forEach((value, j) => assertAlmostEquals(theta[j]!, value, 1e-12));
});

Deno.test("a constant feature beside an intercept gets the weight 0, however large it is", () => {
  const rows = Array.from({ length: 30 }, (_, i) => [X.data[3 * i]!, 0.1 + 1e6]);
  const { theta, rank } = minimizeRisk(matrixFrom(rows), y, { loss: squaredLoss });
  assertEquals([theta[1], rank], [0, 1]);
});

Deno.test("collinear columns under a loss of straight pieces: the shortest weights, too", () => {
  const rows = Array.from({ length: 30 }, (_, i) => [X.data[3 * i]!, 3 * X.data[3 * i]!]);
  for (const loss of [absoluteLoss, pinballLoss({ quantile: 0.8 })]) {
    const [one, two] = [[0], [0, 1]].map((columns) =>
      minimizeRisk(matrixFrom(rows.map((row) => columns.map((j) => row[j]!))), y, { loss })
    );
    const w = one!.theta[0]!; // w x = u x + v 3x, shortest with u = w / 10
    [w / 10, 3 * w / 10, one!.theta[1]!].forEach((value, j) => {
      assertAlmostEquals(two!.theta[j]!, value, 1e-7, loss.name);
    });
    assertAlmostEquals(two!.objective, one!.objective, 1e-9);
  }
});

for (const [loss, labels] of LOSSES) {
  Deno.test(`features far from 0, as time stamps are, change nothing but the intercept: ${loss.name}`, () => {
    const problem = { loss, penalty: l2Penalty(0.1), hypothesis: hypothesisFor(loss) };
    const near = minimizeRisk(X, labels, problem).weights.data;
    const rows = Array.from({ length: 30 }, (_, i) => {
      return [X.data[3 * i]! + 1.7e9, X.data[3 * i + 1]! - 2e4, X.data[3 * i + 2]!];
    });
    const far = minimizeRisk(matrixFrom(rows), labels, problem).weights.data;
    const slack = loss === multiMarginLoss ? 1e-2 : 1e-5; // what is left of 17 digits
    near.forEach((w, j) => assertAlmostEquals(far[j]!, w, slack));
  });

  Deno.test(`features of very different size are fitted, or an error tells what to do: ${loss.name}`, () => {
    const sizes = [1e9, 1e-9, 1];
    const rows = Array.from({ length: 30 }, (_, i) => sizes.map((s, j) => s * X.data[3 * i + j]!));
    const problem = { loss, penalty: l2Penalty(0.1), hypothesis: hypothesisFor(loss) };
    const without = rows.map(([a, , c]) => [a! / 1e9, c!]); // of size 10⁻⁹ it cannot pay its penalty
    try {
      const { objective } = minimizeRisk(matrixFrom(rows), labels, problem);
      const free = { ...problem, penalty: l2Penalty(1e-9) };
      const best = empiricalRisk(matrixFrom(without), labels, free);
      const least = minimizeRisk(matrixFrom(without), labels, free).theta;
      assert(
        objective >= best.meanLoss(least) - 1e-6 && objective < 1.3 * best.meanLoss(least) + 0.1,
      );
    } catch (error) {
      assert(
        error instanceof RangeError && error.message.includes("fitStandardScaler()"),
        `${error}`,
      );
    }
  });
}

Deno.test("numbers whose squares are none are an error, not Infinity or NaN", () => {
  const giant = matrixFrom([[1e200], [2e200], [-1e200]]);
  assertThrows(
    () => minimizeRisk(giant, [1, 0, 1], { loss: logisticLoss, penalty: l2Penalty(1) }),
    RangeError,
    "Cannot minimise a risk: features must stay finite when squared, which fitMaxAbsScaler() brings about, got 2e+200",
  );
  assertThrows(
    () => minimizeRisk(matrixFrom([[1], [2], [4]]), [1e200, 0, 1e200], { loss: squaredLoss }),
    RangeError,
    "Cannot minimise a risk: features and labels must be of a size whose squares are numbers, got 1e+200",
  );
});

Deno.test("classes that can be told apart are an error without penalty, and none with", () => {
  const apart = matrixFrom([[-1], [-2], [1], [2]]);
  const text = ": classes that no weights separate, or a penalty such as l2Penalty(0.01): " +
    "without one the weights grow for ever, got a perfect separation";
  for (const solver of ["newton", "lbfgs"] as const) {
    const fit = (loss: Loss, labels: number[]) => () =>
      minimizeRisk(apart, labels, { loss, solver, hypothesis: hypothesisFor(loss, 2) });
    assertThrows(
      fit(logisticLoss, [0, 0, 1, 1]),
      RangeError,
      "Cannot minimise the logistic loss" + text,
    );
    assertThrows(
      fit(exponentialLoss, [-1, -1, 1, 1]),
      RangeError,
      "Cannot minimise the exponential loss" + text,
    );
    assertThrows(
      fit(crossEntropyLoss(), [0, 0, 1, 1]),
      RangeError,
      "Cannot minimise the cross-entropy" + text,
    );
  }
  const held = minimizeRisk(apart, [0, 0, 1, 1], { loss: logisticLoss, penalty: l2Penalty(0.01) });
  assert(held.theta[0]! > 1 && held.theta[0]! < 10);
  assertEquals(minimizeRisk(apart, [-1, -1, 1, 1], { loss: squaredHingeLoss }).objective, 0);
});

Deno.test("one class only is told apart by the intercept alone, so an error without penalty of it", () => {
  assertThrows(
    () => minimizeRisk(X, y.map(() => 1), { loss: logisticLoss }),
    RangeError,
    "separat",
  );
});

Deno.test("minimizeRisk() and empiricalRisk() say what is wrong with their input", () => {
  const two = matrixFrom([[1], [2]]);
  const cases: [() => unknown, string][] = [
    [
      () => minimizeRisk(matrixFrom([[1], [NaN]]), [1, 2], { loss: squaredLoss }),
      "Cannot compute an empirical risk: X must hold finite numbers, got NaN in row 1, column 0",
    ],
    [
      () => minimizeRisk(two, [1, Infinity], { loss: absoluteLoss }),
      "Cannot compute an empirical risk: absolute loss takes labels that are finite numbers, got Infinity in row 1",
    ],
    [
      () => minimizeRisk(two, [0, 1], { loss: hingeLoss }),
      "Cannot compute an empirical risk: hinge loss takes labels that are −1 or +1, got 0 in row 0",
    ],
    [
      () => minimizeRisk(two, [-1, 1], { loss: logisticLoss }),
      "Cannot compute an empirical risk: logistic loss takes labels that are 0 or 1, or a probability between, got -1 in row 0",
    ],
    [
      () =>
        minimizeRisk(two, [0, 2], {
          loss: crossEntropyLoss(),
          hypothesis: softmaxHypothesis({ classes: 2 }),
        }),
      "Cannot compute an empirical risk: cross-entropy takes labels that are whole numbers from 0 to 1, got 2 in row 1",
    ],
    [
      () => minimizeRisk(two, [0, 1], { loss: crossEntropyLoss() }),
      'Cannot compute an empirical risk: cross-entropy needs a score for each class, as softmaxHypothesis() gives, got "linear with 1"',
    ],
    [
      () => minimizeRisk(two, [1], { loss: squaredLoss }),
      "Cannot compute an empirical risk: X and y must have one length, got 2 and 1",
    ],
    [
      () => minimizeRisk(matrixFrom([]), [], { loss: squaredLoss }),
      "Cannot compute an empirical risk: X must have at least one row and one column, got 0 × 0",
    ],
    [
      () => minimizeRisk(two, [-1, 1], { loss: zeroOneLoss }),
      'Cannot minimise a risk: a loss with a slope, such as logisticLoss or hingeLoss, got "0-1 loss"',
    ],
    [
      () => minimizeRisk(two, [1, 2], { loss: absoluteLoss, solver: "least squares" }),
      'Cannot minimise a risk: solver "least squares" needs the squared loss without L1, got absolute loss',
    ],
    [
      () => minimizeRisk(two, [1, 2], { loss: absoluteLoss, solver: "newton" }),
      'Cannot minimise a risk: solver "newton" needs a convex loss with curvature, got absolute loss',
    ],
    [
      () => minimizeRisk(two, [1, 2], { loss: squaredLoss, solver: "interior point" }),
      'Cannot minimise a risk: solver "interior point" needs a loss of straight pieces, got squared loss',
    ],
    [
      () =>
        minimizeRisk(X, classes, {
          loss: multiMarginLoss,
          hypothesis: softmaxHypothesis({ classes: 3 }),
          penalty: l1Penalty(1),
        }),
      'Cannot minimise a risk: solver "lbfgs" needs no L1 penalty, or a convex loss, got multi-class hinge loss with L1',
    ],
    [
      () => minimizeRisk(two, [1, 2], { loss: squaredLoss, start: Float64Array.of(1) }),
      "Cannot minimise a risk: start must have 2 numbers, got 1",
    ],
    [
      () => minimizeRisk(two, [1, 2], { loss: squaredLoss, penalty: l2Penalty(-1) }),
      "Cannot create a penalty: l2 must be 0 or more, got -1",
    ],
    [
      () => empiricalRisk(two, [1, 2], { loss: squaredLoss }).value(new Float64Array(3)),
      "Cannot compute an empirical risk: theta must have 2 numbers, got 3",
    ],
  ];
  for (const [call, text] of cases) {
    const error = assertThrows(call, RangeError);
    assertEquals(error.message, text);
  }
});

Deno.test("minimizeRisk() gives up with an error and no half-way answer", () => {
  const labels = signs.map((sign) => (sign + 1) / 2);
  const few = (solver: "newton" | "lbfgs") => () =>
    minimizeRisk(X, labels, { loss: logisticLoss, solver, maxSteps: 1, penalty: l2Penalty(0.001) });
  assertThrows(
    few("newton"),
    RangeError,
    "Cannot minimise by Newton's method: the slope must fall to",
  );
  assertThrows(few("lbfgs"), RangeError, "Cannot minimise by L-BFGS: ");
});

Deno.test("minimizeRisk() leaves X and y as they are", () => {
  const [copyX, copyY] = [X.data.slice(), y.slice()];
  minimizeRisk(X, y, { loss: squaredLoss });
  minimizeRisk(X, y, { loss: absoluteLoss, penalty: l1Penalty(0.1) });
  assertEquals([X.data, y], [copyX, copyY]);
});

function hypothesisFor(loss: Loss, k = 3) {
  return loss.kind === "score" ? linearHypothesis() : softmaxHypothesis({ classes: k });
}
