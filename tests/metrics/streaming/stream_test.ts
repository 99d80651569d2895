// Batches in any order give the same result, to the last digit, and that of the metric itself.

import {
  accuracyScore,
  accuracyStream,
  aucStream,
  brierLoss,
  brierStream,
  confusionMatrix,
  confusionStream,
  logLoss,
  logLossStream,
  meanSquaredError,
  r2Score,
  regressionStream,
  rocAucScore,
  type Stream,
} from "descent/metrics";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

// deno-lint-ignore no-explicit-any -- one table for streams of several kinds
type AnyStream = Stream<any[], unknown, any>;
type Batch = [yTrue: number[], yPred: number[], options: { sampleWeight: number[] }];

/** Weights and scores whose sums are rounded differently in every order. */
const weight = fc.constantFrom(0.1, 0.2, 0.3, 1 / 3, 1e-9, 1e9, 7);
const score = fc.double({ min: 0, max: 1, noNaN: true });
const batches = (value: fc.Arbitrary<number>) =>
  fc.array(
    fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), value, weight), {
      minLength: 1,
      maxLength: 8,
    }),
    { minLength: 2, maxLength: 6 },
  ).map((all): Batch[] => [
    [[0, 1], [0.25, 0.75].map((v) => Number.isInteger(all[0]![0]![1]) ? Math.round(v) : v), {
      sampleWeight: [0.1, 0.7],
    }],
    ...all.map((rows): Batch => [
      rows.map(([label]) => label),
      rows.map(([, value]) => value),
      { sampleWeight: rows.map(([, , weight]) => weight) },
    ]),
  ]);

const label = fc.integer({ min: 0, max: 1 });
const STREAMS: [string, () => AnyStream, fc.Arbitrary<Batch[]>][] = [
  ["accuracyStream()", accuracyStream, batches(label)],
  ["confusionStream()", confusionStream, batches(label)],
  ["logLossStream()", () => logLossStream(), batches(score)],
  ["brierStream()", () => brierStream(), batches(score)],
  ["aucStream()", () => aucStream(), batches(score)],
  ["aucStream({ bins })", () => aucStream({ bins: 16 }), batches(score)],
  ["regressionStream()", regressionStream, batches(score)],
];

for (const [name, make, data] of STREAMS) {
  Deno.test(`${name} gives the same to the last digit in whatever order streams are merged`, () => {
    fc.assert(fc.property(data, fc.infiniteStream(fc.nat()), (batches, choices) => {
      const inOrder = make();
      for (const batch of batches) inOrder.update(...batch);
      const parts = batches.map((batch) => {
        const part = make();
        part.update(...batch);
        return part;
      });
      while (parts.length > 1) { // any two that chance picks
        const [into] = parts.splice(choices.next().value! % parts.length, 1);
        const at = choices.next().value! % parts.length;
        into!.merge(parts[at]!);
        parts[at] = into!;
      }
      assertEquals(parts[0]!.result(), inOrder.result());
    }));
  });

  Deno.test(`${name} may be split anywhere, and leaves what it merges as it is`, () => {
    fc.assert(fc.property(data, (batches) => {
      const [whole, single] = [make(), make()];
      for (const [yTrue, yPred, { sampleWeight }] of batches) {
        whole.update(yTrue, yPred, { sampleWeight });
        yTrue.forEach((label, i) =>
          single.update([label], [yPred[i]!], { sampleWeight: [sampleWeight[i]!] })
        );
      }
      const before = structuredClone(single.state);
      assertEquals(single.result(), whole.result());
      const copy = make();
      copy.merge({ state: structuredClone(single.state) }); // as another thread would send it
      assertEquals(copy.result(), whole.result());
      assertEquals(single.state, before);
    }));
  });

  Deno.test(`${name} has no result before it has seen a sample`, () => {
    assertThrows(
      () => make().result(),
      RangeError,
      "update must have been given at least one sample",
    );
  });
}

const yTrue = [1, 0, 1, 1, 0, 0, 1];
const scores = [0.9, 0.4, 0.35, 0.8, 0.1, 0.6, 0.6];
const labels = [1, 0, 0, 1, 0, 1, 1];
const sampleWeight = [1, 2, 0.5, 1, 3, 1, 0.25];

function fed<S extends AnyStream>(stream: S, yPred: number[]): ReturnType<S["result"]> {
  stream.update(yTrue.slice(0, 3), yPred.slice(0, 3), { sampleWeight: sampleWeight.slice(0, 3) });
  stream.update(yTrue.slice(3), yPred.slice(3), { sampleWeight: sampleWeight.slice(3) });
  return stream.result() as ReturnType<S["result"]>;
}

Deno.test("streams give what the metric of their name gives", () => {
  const weights = { sampleWeight };
  assertAlmostEquals(fed(accuracyStream(), labels), accuracyScore(yTrue, labels, weights), 1e-14);
  assertEquals(fed(confusionStream(), labels).matrix, confusionMatrix(yTrue, labels, weights));
  assertAlmostEquals(fed(logLossStream(), scores), logLoss(yTrue, scores, weights), 1e-14);
  assertAlmostEquals(fed(brierStream(), scores), brierLoss(yTrue, scores, weights), 1e-14);
  assertAlmostEquals(fed(aucStream(), scores).value, rocAucScore(yTrue, scores, weights), 1e-14);
  const { meanSquaredError: squared, r2 } = fed(regressionStream(), scores);
  assertAlmostEquals(squared, meanSquaredError(yTrue, scores, weights), 1e-14);
  assertAlmostEquals(r2!, r2Score(yTrue, scores, weights), 1e-14);
});

Deno.test("aucStream({ bins }) is never further off than it says", () => {
  fc.assert(fc.property(batches(score), fc.integer({ min: 1, max: 64 }), (all, bins) => {
    const [exact, rough] = [aucStream(), aucStream({ bins })];
    for (const batch of all) {
      exact.update(...batch);
      rough.update(...batch);
    }
    const { value, error } = rough.result();
    assert(Math.abs(value - exact.result().value) <= error + 1e-12);
  }));
});

Deno.test("regressionStream() keeps its digits where values are large and spread little", () => {
  const stream = regressionStream();
  const values = Array.from({ length: 1000 }, (_, i) => 1e9 + i % 2);
  stream.update(values, values.map((value) => value + 0.25));
  const { varianceTrue, r2, meanError } = stream.result();
  assertEquals([varianceTrue, r2, meanError], [0.25, 0.75, -0.25]);
});

Deno.test("regressionStream() has no R² where the truth is constant", () => {
  const stream = regressionStream();
  stream.update([0.1, 0.1, 0.1], [0.1, 0.2, 0.3], { sampleWeight: [0.1, 0.2, 0.3] });
  assertEquals("r2" in stream.result(), false);
});

Deno.test("confusionStream() takes in labels as they come", () => {
  const stream = confusionStream();
  stream.update(["owl"], ["emu"]);
  stream.update(["ant", "owl"], ["ant", "owl"]);
  assertEquals(stream.result(), {
    labels: ["ant", "emu", "owl"],
    matrix: [[1, 0, 0], [0, 0, 0], [0, 1, 1]],
  });
});

const ERRORS: [string, () => unknown, string][] = [
  [
    "streams with other bins",
    () => aucStream({ bins: 8 }).merge(aucStream({ bins: 4 })),
    "Cannot merge aucStream: the other must have 8 bins too, got 4",
  ],
  [
    "scores beyond the bins",
    () => aucStream({ bins: 8 }).update([0, 1], [0.5, 1.5]),
    "Cannot update aucStream: scores must lie between 0 and 1 for bins, got 1.5",
  ],
  [
    "an area of one class",
    () => {
      const stream = aucStream();
      stream.update([1, 1], [0.5, 0.7]);
      return stream.result();
    },
    "Cannot compute aucStream: update must have been given both classes",
  ],
  [
    "a batch of two lengths",
    () => accuracyStream().update([0, 1], [0]),
    "Cannot update accuracyStream: yTrue and yPred must have one length, got 2 and 1",
  ],
];

for (const [what, call, text] of ERRORS) {
  Deno.test(`streams refuse ${what}`, () => {
    assertEquals(assertThrows(call, RangeError).message, text);
  });
}
