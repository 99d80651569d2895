// Laws that every loss keeps, over one table; a loss of the library that is not in it fails.

import {
  absoluteLoss,
  crossEntropyLoss,
  exponentialLoss,
  hingeLoss,
  huberLoss,
  logCoshLoss,
  logisticLoss,
  multiMarginLoss,
  pinballLoss,
  type ScoreLoss,
  type ScoresLoss,
  smoothL1Loss,
  softmaxSquaredLoss,
  squaredHingeLoss,
  squaredLoss,
  zeroOneLoss,
} from "descent/erm";
import * as erm from "descent/erm";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

const SCORE_LOSSES: Record<string, { loss: ScoreLoss; convex: boolean }> = {
  squaredLoss: { loss: squaredLoss, convex: true },
  absoluteLoss: { loss: absoluteLoss, convex: true },
  huberLoss: { loss: huberLoss({ delta: 0.7 }), convex: true },
  smoothL1Loss: { loss: smoothL1Loss({ beta: 0.7 }), convex: true },
  pinballLoss: { loss: pinballLoss({ quantile: 0.8 }), convex: true },
  logCoshLoss: { loss: logCoshLoss({ scale: 2 }), convex: true },
  logisticLoss: { loss: logisticLoss, convex: true },
  hingeLoss: { loss: hingeLoss, convex: true },
  squaredHingeLoss: { loss: squaredHingeLoss, convex: true },
  exponentialLoss: { loss: exponentialLoss, convex: true },
  zeroOneLoss: { loss: zeroOneLoss, convex: false },
};

const SCORES_LOSSES: Record<string, { loss: ScoresLoss; convex: boolean }> = {
  crossEntropyLoss: { loss: crossEntropyLoss({ labelSmoothing: 0.2 }), convex: true },
  multiMarginLoss: { loss: multiMarginLoss, convex: true },
  softmaxSquaredLoss: { loss: softmaxSquaredLoss, convex: false },
};

Deno.test("every loss of the library is in one of the two tables", () => {
  const losses = Object.keys(erm).filter((name) => name.endsWith("Loss")).sort();
  assertEquals(Object.keys({ ...SCORE_LOSSES, ...SCORES_LOSSES }).sort(), losses);
});

const LABELS = { number: [-1.3, 0, 2], "zero or one": [0, 1], sign: [-1, 1], class: [] };
const score = fc.double({ min: -8, max: 8, noNaN: true });

for (const [name, { loss, convex }] of Object.entries(SCORE_LOSSES)) {
  const label = fc.constantFrom(...LABELS[loss.labels]);

  Deno.test(`${name} is never negative, and its slope and curvature are those of differences`, () => {
    fc.assert(fc.property(score, label, (z, y) => {
      const h = 1e-5;
      assert(loss.value(z, y) >= 0);
      if (nearKink(loss, z, y)) return;
      const slope = (loss.value(z + h, y) - loss.value(z - h, y)) / (2 * h);
      assertAlmostEquals(loss.derivative(z, y), slope, 1e-5 * Math.max(1, Math.abs(slope)));
      if (!loss.curvature) return;
      const bend = (loss.derivative(z + h, y) - loss.derivative(z - h, y)) / (2 * h);
      assertAlmostEquals(loss.curvature(z, y), bend, 1e-5 * Math.max(1, Math.abs(bend)));
    }));
  });

  if (convex) {
    Deno.test(`${name} is convex: no chord lies below it, and its slope supports it`, () => {
      fc.assert(
        fc.property(
          score,
          score,
          label,
          fc.double({ min: 0, max: 1, noNaN: true }),
          (a, b, y, t) => {
            const middle = loss.value(t * a + (1 - t) * b, y);
            const chord = t * loss.value(a, y) + (1 - t) * loss.value(b, y);
            assert(middle <= chord + 1e-9 * (1 + chord), `${middle} above the chord's ${chord}`);
            const tangent = loss.value(a, y) + loss.derivative(a, y) * (b - a);
            assert(tangent <= loss.value(b, y) + 1e-9 * (1 + Math.abs(tangent)));
          },
        ),
      );
    });
  }

  if (loss.labels === "number") {
    Deno.test(`${name} depends on the difference alone, and is 0 where there is none`, () => {
      fc.assert(fc.property(score, score, fc.integer({ min: -9, max: 9 }), (z, y, shift) => {
        assertAlmostEquals(loss.value(z + shift, y + shift), loss.value(z, y), 1e-9);
        assertEquals(loss.value(y, y), 0);
        assertEquals(loss.derivative(y, y), 0);
      }));
    });
  }

  if (loss.pieces) {
    Deno.test(`${name}'s pieces make up the loss`, () => {
      fc.assert(fc.property(score, label, (z, y) => {
        const { offset, factor, above, below } = loss.pieces!(y);
        const u = offset + factor * z;
        assertAlmostEquals(
          above * Math.max(0, u) + below * Math.max(0, -u),
          loss.value(z, y),
          1e-12,
        );
      }));
    });
  }

  if (loss.separates) {
    Deno.test(`${name} falls for ever on the side where it says that it does`, () => {
      fc.assert(fc.property(score, label, (z, y) => {
        if (Math.abs(z) < 1e-9) return; // what falls then is lost in rounding
        assertEquals(loss.separates!(z, y), loss.value(2 * z, y) < loss.value(z, y));
      }));
    });
  }
}

const scores = fc.tuple(score, score, score).map((values) => Float64Array.from(values));
const someClass = fc.constantFrom(0, 1, 2);

for (const [name, { loss, convex }] of Object.entries(SCORES_LOSSES)) {
  Deno.test(`${name} is never negative, and its gradient is that of differences`, () => {
    fc.assert(fc.property(scores, someClass, (z, y) => {
      assert(loss.value(z, y) >= 0);
      if (z.some((value, j) => j !== y && Math.abs(1 - z[y]! + value) < 1e-3)) return; // a kink
      const gradient = loss.gradient(z, y);
      z.forEach((_, j) => {
        const slope = (loss.value(moved(z, j, 1e-5), y) - loss.value(moved(z, j, -1e-5), y)) / 2e-5;
        assertAlmostEquals(gradient[j]!, slope, 1e-6);
      });
    }));
  });

  Deno.test(`${name} does not mind a number added to all scores, or classes in another order`, () => {
    fc.assert(fc.property(scores, someClass, score, (z, y, shift) => {
      const value = loss.value(z, y);
      assertAlmostEquals(loss.value(z.map((part) => part + shift), y), value, 1e-9);
      assertAlmostEquals(loss.value(z.toReversed(), 2 - y), value, 1e-12);
      assertAlmostEquals(loss.gradient(z, y).reduce((sum, part) => sum + part, 0), 0, 1e-12);
    }));
  });

  if (convex) {
    Deno.test(`${name} is convex`, () => {
      fc.assert(fc.property(scores, scores, someClass, (a, b, y) => {
        const middle = loss.value(a.map((part, j) => (part + b[j]!) / 2), y);
        assert(middle <= (loss.value(a, y) + loss.value(b, y)) / 2 + 1e-9);
      }));
    });
  }

  if (loss.curvature) {
    Deno.test(`${name}'s curvature is that of differences of its gradient`, () => {
      fc.assert(fc.property(scores, someClass, (z, y) => {
        const curvature = loss.curvature!(z, y);
        for (let a = 0; a < 3; a++) {
          const up = loss.gradient(moved(z, a, 1e-5), y);
          const down = loss.gradient(moved(z, a, -1e-5), y);
          for (let b = 0; b < 3; b++) {
            assertAlmostEquals(curvature[a * 3 + b]!, (up[b]! - down[b]!) / 2e-5, 1e-6);
          }
        }
      }));
    });
  }
}

Deno.test("losses are homogeneous as their formulas say", () => {
  fc.assert(fc.property(score, score, fc.double({ min: 0.1, max: 9, noNaN: true }), (z, y, c) => {
    const close = (a: number, b: number) => assertAlmostEquals(a, b, 1e-9 * (1 + Math.abs(b)));
    close(squaredLoss.value(c * z, c * y), c * c * squaredLoss.value(z, y));
    close(absoluteLoss.value(c * z, c * y), c * absoluteLoss.value(z, y));
    close(huberLoss({ delta: c }).value(c * z, c * y), c * c * huberLoss({ delta: 1 }).value(z, y));
    close(pinballLoss({ quantile: 0.5 }).value(z, y), absoluteLoss.value(z, y) / 2);
  }));
});

// What each loss estimates, over the labels 1, 2, 3, 4, 15: mean 5, median 3, quantile 0.8 from 4 on.
const ESTIMATES: [ScoreLoss, number][] = [
  [squaredLoss, 5],
  [absoluteLoss, 3],
  [pinballLoss({ quantile: 0.7 }), 4],
  [pinballLoss({ quantile: 0.1 }), 1],
  [huberLoss({ delta: 2 }), 3], // 1 and 15 pulled in to 1 and 5: then the mean of 1, 2, 3, 4, 5
];

for (const [loss, best] of ESTIMATES) {
  Deno.test(`${loss.name} is least, over 1, 2, 3, 4 and 15, at ${best}: ${loss.estimates}`, () => {
    const risk = (z: number) => [1, 2, 3, 4, 15].reduce((sum, y) => sum + loss.value(z, y), 0);
    for (const distance of [0.01, 0.1, 1, 5]) {
      assert(risk(best) < risk(best - distance) && risk(best) < risk(best + distance));
    }
  });
}

// Three quarters of the labels are positive: log-odds ln 3.
const CLASS_ESTIMATES: [ScoreLoss, number][] = [
  [logisticLoss, Math.log(3)],
  [exponentialLoss, Math.log(3) / 2],
  [squaredHingeLoss, 0.5], // 2 · 3/4 − 1
  [hingeLoss, 1],
];

for (const [loss, best] of CLASS_ESTIMATES) {
  Deno.test(`${loss.name} estimates ${loss.estimates}`, () => {
    const negative = loss.labels === "sign" ? -1 : 0;
    const risk = (z: number) => 3 * loss.value(z, 1) + loss.value(z, negative);
    for (const distance of [0.01, 0.1, 1]) {
      assert(risk(best) < risk(best - distance) && risk(best) < risk(best + distance));
    }
  });
}

Deno.test("no loss overflows far out, where a naive formula would", () => {
  assertEquals(logisticLoss.value(1e4, 0), 1e4);
  assertEquals(logisticLoss.value(-1e4, 0), 0);
  assertEquals(crossEntropyLoss().value(Float64Array.of(1e4, 0), 1), 1e4);
  assertAlmostEquals(logCoshLoss().value(1e4, 0), 1e4 - Math.LN2);
  assertEquals(softmaxSquaredLoss.value(Float64Array.of(1e4, 0), 1), 1);
});

Deno.test("losses name what is wrong with their settings", () => {
  const cases: [() => unknown, string][] = [
    [
      () => pinballLoss({ quantile: 1 }),
      "Cannot create a pinball loss: quantile must be between 0 and 1, got 1",
    ],
    [
      () => huberLoss({ delta: 0 }),
      "Cannot create a Huber loss: delta must be a finite number above 0, got 0",
    ],
    [
      () => smoothL1Loss({ beta: NaN }),
      "Cannot create a smooth L1 loss: beta must be a finite number above 0, got NaN",
    ],
    [
      () => logCoshLoss({ scale: -1 }),
      "Cannot create a log-cosh loss: scale must be a finite number above 0, got -1",
    ],
    [
      () => crossEntropyLoss({ labelSmoothing: 1 }),
      "Cannot create a cross-entropy loss: labelSmoothing must be from 0 to below 1, got 1",
    ],
  ];
  for (const [create, text] of cases) assertThrows(create, RangeError, text);
});

/** Where a difference would reach over a kink of value or slope. */
function nearKink({ labels, name }: ScoreLoss, z: number, y: number): boolean {
  const places = labels === "number" ? [0, 0.7, -0.7].map((at) => y + at) : [0, 1, -1];
  return name !== "logistic loss" && places.some((place) => Math.abs(z - place) < 1e-4);
}

function moved(z: Float64Array, j: number, by: number): Float64Array {
  const next = z.slice();
  next[j]! += by;
  return next;
}
