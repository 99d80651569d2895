import { assertAlmostEquals, assertEquals } from "@std/assert";
import { worstMistakes } from "../../tasks/shared/digits/worst_mistakes.ts";

// Five images of two classes; images 1, 2 and 4 are taken for the other class.
const labels = [0, 0, 1, 1, 1];
const yPred = [0, 1, 0, 1, 0];
const probabilities = [0.9, 0.1, 0.25, 0.75, 0.875, 0.125, 0.4, 0.6, 0.75, 0.25];

Deno.test("worstMistakes() puts the largest loss first and equal ones in order", () => {
  const worst = worstMistakes(labels, { yPred, probabilities }, 10);
  assertEquals(worst.map(({ index }) => index), [2, 1, 4]); // p = 1/8, then 1/4 twice
  assertEquals(worst[0], { index: 2, label: 1, taken: 0, probability: 0.875, loss: Math.log(8) });
});

Deno.test("worstMistakes() gives as many as asked for, or as there are", () => {
  const count = (n: number) => worstMistakes(labels, { yPred, probabilities }, n).length;
  assertEquals([count(0), count(2), count(10)], [0, 2, 3]);
  assertEquals(worstMistakes(labels, { yPred: labels, probabilities }, 10), []);
});

Deno.test("worstMistakes() gives a finite loss where the probability is stored as 0", () => {
  for (const none of [0, NaN]) {
    const [worst] = worstMistakes([0], { yPred: [1], probabilities: [none, 1] }, 1);
    assertAlmostEquals(worst!.loss, 149 * Math.LN2);
  }
});

Deno.test("worstMistakes() leaves its arguments alone", () => {
  const before = structuredClone([labels, yPred, probabilities]);
  worstMistakes(labels, { yPred, probabilities }, 2);
  assertEquals([labels, yPred, probabilities], before);
});
