import { assertAlmostEquals, assertEquals } from "@std/assert";
import { simpleGoodTuring } from "../../lib/ngram/simple_good_turing.ts";

const LOG2 = Math.log(2);

Deno.test("simpleGoodTuring() matches a case worked by hand", () => {
  // Three things once, one twice: 5 tokens. Z1 = 2 · 3 / (2 − 0) = 3, Z2 = 2 · 1 / (3 − 1) = 1: the
  // slope is −log 3 / log 2. Turing's 2 · 1 / 3 for r = 1 is on the line, so the line it is.
  const slope = -Math.log(3) / LOG2;
  const [one, two] = [1 * 2 ** (slope + 1), 2 * 1.5 ** (slope + 1)];
  const { unseen, of, note } = simpleGoodTuring(new Map([[1, 3], [2, 1]]));
  assertAlmostEquals(unseen, 3 / 5);
  assertEquals(note, undefined);
  const scale = 2 / (3 * one + two); // of the 5 tokens, 2 are left to the seen
  assertAlmostEquals(of.get(1)!, one * scale);
  assertAlmostEquals(of.get(2)!, two * scale);
});

Deno.test("simpleGoodTuring() keeps to the line where n_r falls as a power of r", () => {
  // n_r = 3600 / r², r from 1 to 10: the larger r, the nearer r* is to r.
  const n = new Map(Array.from({ length: 10 }, (_, i) => [i + 1, Math.round(3600 / (i + 1) ** 2)]));
  const { of, unseen } = simpleGoodTuring(n);
  const ratios = [...of].map(([r, count]) => count / r);
  ratios.slice(1).forEach((ratio, i) => assertEquals(ratio > ratios[i]!, true, `r = ${i + 2}`));
  let seen = 0;
  let tokens = 0;
  for (const [r, count] of n) {
    seen += of.get(r)! * count;
    tokens += r * count;
  }
  assertAlmostEquals(seen, (1 - unseen) * tokens); // all of it is shared out
});

Deno.test("simpleGoodTuring() leaves something to both sides where n_1 says nothing", () => {
  const noneOnce = simpleGoodTuring(new Map([[2, 3]]));
  assertAlmostEquals(noneOnce.unseen, 1 / 6);
  assertEquals(noneOnce.note?.startsWith("no n-gram was counted once"), true);
  const allOnce = simpleGoodTuring(new Map([[1, 4]]));
  assertAlmostEquals(allOnce.unseen, 4 / 5);
  assertEquals(allOnce.note?.startsWith("all n-grams were counted once"), true);
});
