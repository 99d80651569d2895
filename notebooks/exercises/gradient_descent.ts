/**
 * The exercises of 01_gradient_descent.ipynb, which imports this file once.
 *
 * @module
 */

import { defineExercises, type Exercise } from "descent/notebook";

/** The exercises by name; solutions are expressions. */
export const GRADIENT_DESCENT: Record<string, Exercise> = {
  stepsNeeded: {
    task:
      "A valley of κ = 1000, the best learning rate, plain gradient descent: after how many steps " +
      "is at most a millionth of the distance left? A whole number.",
    checks: [
      {
        name: "more than the 651 steps of κ = 100, about ten times as many",
        test: (steps) => steps > 6000 && steps < 8000 || `got ${steps}`,
      },
      {
        name: "the first whole number that is enough, and not one step more",
        points: 2,
        test: (steps) => steps === 6908 || `got ${steps}`,
      },
    ],
    hints: [
      "Each step leaves the share 999/1001. Which power of it is a millionth?",
      "ln(10⁻⁶) / ln(999/1001), rounded up.",
    ],
    solution: "Math.ceil(Math.log(1e-6) / Math.log(999 / 1001))",
  },
  numericSlope: {
    task: "Write numericSlope(f, x): the slope of f at x by differences, right to nine digits.",
    checks: [
      {
        name: "of x² at 3 it is 6, roughly",
        test: (numericSlope) => near(numericSlope((x: number) => x * x, 3), 6, 1e-4),
      },
      {
        name: "of sin at 1 it is cos 1, to nine digits",
        points: 2,
        test: (numericSlope) => near(numericSlope(Math.sin, 1), Math.cos(1), 1e-9),
      },
      {
        name: "of eˣ at 0 it is 1, to nine digits",
        test: (numericSlope) => near(numericSlope(Math.exp, 0), 1, 1e-9),
      },
    ],
    hints: [
      "(f(x + h) − f(x)) / h errs by about h · f″ / 2. Look to both sides instead.",
      "Too short an h errs by rounding: 10⁻¹⁶ / h. With both sides, h = 10⁻⁵ is about right.",
    ],
    solution: "(f, x) => (f(x + 1e-5) - f(x - 1e-5)) / 2e-5",
  },
  momentumStep: {
    task:
      "Write momentumStep({ w, velocity }, slope, { learningRate, beta }): one step of momentum " +
      "for a single number w. It returns the new { w, velocity }.",
    checks: [
      {
        name: "from rest it is a step of gradient descent",
        test: (step) => same(step({ w: 1, velocity: 0 }, 4, RATES), { w: -1, velocity: 4 }),
      },
      {
        name: "a second slope of 4 is added to what is left of the first: 4 + ½ · 4",
        test: (step) => same(step({ w: -1, velocity: 4 }, 4, RATES), { w: -4, velocity: 6 }),
      },
      {
        name: "without any slope it rolls on",
        test: (step) => same(step({ w: 0, velocity: 4 }, 0, RATES), { w: -1, velocity: 2 }),
      },
      {
        name: "the state that it is given stays as it is",
        test(step) {
          const state = { w: 1, velocity: 4 };
          step(state, 4, RATES);
          return same(state, { w: 1, velocity: 4 });
        },
      },
    ],
    hints: [
      "velocity ← beta · velocity + slope comes first.",
      "Then w ← w − learningRate · velocity, with the new velocity.",
    ],
    solution: `({ w, velocity }, slope, { learningRate, beta }) => {
  const next = beta * velocity + slope;
  return { w: w - learningRate * next, velocity: next };
}`,
  },
  backThrough: {
    task:
      "Write backThrough(a, b, back): the computation is tanh(a · b), and back is the derivative " +
      "of the loss by its value. Return [by a, by b], the derivatives of the loss by a and by b.",
    checks: [
      {
        name: "where a · b is 0, tanh has the slope 1: a = 0, b = 3, back = 2 gives [6, 0]",
        test: (backThrough) => list(backThrough(0, 3, 2), [6, 0]),
      },
      {
        name: "with back = 0 nothing comes back",
        test: (backThrough) => list(backThrough(1, 2, 0), [0, 0]),
      },
      {
        name: "a = 0.5, b = −1, back = 1, compared with differences",
        points: 2,
        test: (backThrough) => list(backThrough(0.5, -1, 1), byDifferences(0.5, -1)),
      },
    ],
    hints: [
      "The slope of tanh at a · b is 1 − tanh²(a · b). Multiply back by it first.",
      "Then a product: by a the slope is b, and by b it is a.",
    ],
    solution: `(a, b, back) => {
  const through = back * (1 - Math.tanh(a * b) ** 2);
  return [through * b, through * a];
}`,
  },
};

const RATES = { learningRate: 0.5, beta: 0.5 };

defineExercises(GRADIENT_DESCENT);

function byDifferences(a: number, b: number): number[] {
  const h = 1e-5;
  const f = (a: number, b: number) => Math.tanh(a * b);
  return [(f(a + h, b) - f(a - h, b)) / (2 * h), (f(a, b + h) - f(a, b - h)) / (2 * h)];
}

/** True, or what came instead. */
function near(got: number, wanted: number, tolerance: number): boolean | string {
  return Math.abs(got - wanted) <= tolerance || `got ${got}`;
}

function list(got: number[], wanted: number[]): boolean | string {
  const right = Array.isArray(got) && got.length === wanted.length &&
    got.every((value, i) => Math.abs(value - wanted[i]!) < 1e-6);
  return right || `got ${JSON.stringify(got)}`;
}

function same(got: State, { w, velocity }: State): boolean | string {
  return got?.w === w && got.velocity === velocity || `got ${JSON.stringify(got)}`;
}

type State = { w: number; velocity: number };
