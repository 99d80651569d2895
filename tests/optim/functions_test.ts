import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import * as optim from "descent/optim";
import { checkGradient, logisticLoss, quadratic, rastrigin, rosenbrock } from "descent/optim";
import { HARD, REACHABLE } from "./kinds.ts";

const FUNCTIONS = [
  ...REACHABLE,
  ...HARD,
  optim.saddle(),
  rastrigin(),
  rastrigin({ dimensions: 3 }),
];

/** A point of the domain. */
function pointOf({ domain }: optim.TestFunction): fc.Arbitrary<Float64Array> {
  const coordinates = domain.map(([min, max]) => fc.double({ min, max, noNaN: true }));
  return fc.tuple(...coordinates).map((values) => Float64Array.from(values));
}

for (const fn of FUNCTIONS) {
  Deno.test(`${fn.name}: gradient and Hessian agree with differences, everywhere drawn`, () => {
    fc.assert(fc.property(pointOf(fn), (w) => {
      const { agrees, worst } = checkGradient(fn.loss, fn.gradient, w);
      assert(agrees, `at ${w}: ${JSON.stringify(worst)}`);
      const hessian = fn.hessian(w);
      for (let i = 0; i < fn.dimensions; i++) {
        const row = hessian.slice(i * fn.dimensions, (i + 1) * fn.dimensions);
        const slopes = checkGradient((at) => fn.gradient(at)[i]!, () => row, w, {
          tolerance: 1e-5,
        });
        assert(slopes.agrees, `row ${i} at ${w}: ${JSON.stringify(slopes.worst)}`);
      }
    }));
  });

  Deno.test(`${fn.name}: level at its minima, and nowhere lower`, () => {
    for (const w of fn.minima) {
      assertAlmostEquals(fn.loss(w), fn.minimum, 1e-14);
      fn.gradient(w).forEach((slope) => assertAlmostEquals(slope, 0, 1e-12));
    }
    fc.assert(fc.property(pointOf(fn), (w) => fn.loss(w) >= fn.minimum - 1e-12));
  });

  Deno.test(`${fn.name}: start and minima have its dimensions and lie where one looks`, () => {
    assertEquals(fn.domain.length, fn.dimensions);
    for (const w of [fn.start, ...fn.minima]) {
      assertEquals(w.length, fn.dimensions);
      w.forEach((value, i) => assert(fn.domain[i]![0] <= value && value <= fn.domain[i]![1]));
    }
  });
}

Deno.test("quadratic() has the condition number asked for, smallest curvature 1", () => {
  const { hessian, start } = quadratic({ conditionNumber: 50, dimensions: 3 });
  const curvatures = [0, 4, 8].map((i) => hessian(start)[i]!);
  assertAlmostEquals(curvatures[0]!, 1);
  assertAlmostEquals(curvatures[1]!, Math.sqrt(50));
  assertAlmostEquals(curvatures[2]!, 50);
});

Deno.test("rastrigin() keeps who goes downhill in the nearest dent", () => {
  const { loss, gradient } = rastrigin();
  const optimizer = optim.gradientDescent({ learningRate: 1e-3 });
  const { w } = optim.minimize(loss, gradient, Float64Array.of(0.3, 1.3), { optimizer });
  assertAlmostEquals(w[0]!, 0, 1e-6);
  assertAlmostEquals(w[1]!, 0.994959, 1e-6); // where x + 10 π sin 2πx is 0
});

Deno.test("logisticLoss() does not overflow far from its minimum", () => {
  const { loss, gradient } = logisticLoss([{ yes: 1, no: 1 }]);
  assertEquals(loss(Float64Array.of(2000)), 1000);
  assertEquals(gradient(Float64Array.of(-2000)), Float64Array.of(-0.5));
});

const mistakes: [() => unknown, string][] = [
  [() => quadratic({ conditionNumber: 0.5 }), "conditionNumber must be finite and at least 1"],
  [() => quadratic({ conditionNumber: 2, dimensions: 1 }), "and 1 in a single dimension, got 2"],
  [() => quadratic({ conditionNumber: 2, dimensions: 0 }), "dimensions must be a whole number of"],
  [() => rosenbrock({ b: 0 }), "b must be a finite number above 0, got 0"],
  [
    () => rastrigin({ dimensions: 1.5 }),
    "dimensions must be a whole number of at least 1, got 1.5",
  ],
  [() => logisticLoss([]), "Cannot create logisticLoss: all counts must be finite and above 0"],
  [() => logisticLoss([{ yes: 3, no: 0 }]), "all counts must be finite and above 0, got [3, 0]"],
];
for (const [make, message] of mistakes) {
  Deno.test(`a test function says: ${message}`, () => void assertThrows(make, RangeError, message));
}
