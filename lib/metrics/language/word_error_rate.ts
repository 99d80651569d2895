import { cannot, checkSameLength } from "../../core/mod.ts";
import type { Sentence } from "./bleu_score.ts";

/** What `wordErrorRate` finds. */
export type WordErrors = {
  /** Errors over reference tokens: 0 is perfect, and it may exceed 1. */
  rate: number;
  /** Tokens that stand for another. */
  substitutions: number;
  /** Tokens of the reference that are missing. */
  deletions: number;
  /** Tokens too many. */
  insertions: number;
  /** How many tokens the references have. */
  tokens: number;
};

/**
 * Word error rate: the fewest tokens to replace, take out and put in to turn what was recognised
 * into the reference, over the length of the reference; of a whole corpus.
 *
 * `(S + D + I) / tokens of the references`
 *
 * With letters for tokens it is the character error rate. Where several ways are equally short, the
 * one with most substitutions is told.
 *
 * @param references What was said, a list of tokens for each sentence, shape `(n)`, n >= 1.
 * @param recognised What was heard, same shape.
 * @returns The rate, and the three kinds of errors.
 * @throws {RangeError} If the numbers of sentences differ or are 0, or no reference has a token.
 *
 * @example
 * ```ts
 * import { wordErrorRate } from "descent/metrics";
 * import { assertEquals } from "@std/assert";
 *
 * const said = ["how do you recognize speech".split(" ")];
 * const heard = ["how to wreck a nice beach you".split(" ")];
 * const { rate, insertions } = wordErrorRate(said, heard);
 * assertEquals(rate, 6 / 5);
 * assertEquals(insertions, 2);
 * ```
 *
 * Source: R. Wagner and M. Fischer, "The string-to-string correction problem", Journal of the ACM 21
 * (1974), 168–173.
 */
export function wordErrorRate(
  references: readonly Sentence[],
  recognised: readonly Sentence[],
): WordErrors {
  const action = "compute wordErrorRate";
  checkSameLength(action, ["references", references.length], ["recognised", recognised.length]);
  const tokens = references.reduce((sum, sentence) => sum + sentence.length, 0);
  if (tokens === 0) {
    throw new RangeError(cannot(action, "references must hold at least one token", []));
  }
  const total = { substitutions: 0, deletions: 0, insertions: 0 };
  references.forEach((reference, i) => {
    const { errors, substitutions } = distance(reference, recognised[i]!);
    // Each insertion makes the sentence longer by one, each deletion shorter.
    const longer = recognised[i]!.length - reference.length;
    total.substitutions += substitutions;
    total.insertions += (errors - substitutions + longer) / 2;
    total.deletions += (errors - substitutions - longer) / 2;
  });
  const errors = total.substitutions + total.deletions + total.insertions;
  return { rate: errors / tokens, ...total, tokens };
}

/**
 * The fewest errors between two sentences, and how many of them can be substitutions.
 *
 * A cell holds `errors · scale − substitutions`: the least of those has the fewest errors and, among
 * them, most substitutions.
 */
function distance(from: Sentence, to: Sentence): { errors: number; substitutions: number } {
  const scale = from.length + to.length + 1;
  let row = Float64Array.from({ length: to.length + 1 }, (_, j) => j * scale);
  for (const [i, token] of from.entries()) {
    const next = new Float64Array(row.length);
    next[0] = (i + 1) * scale;
    for (let j = 0; j < to.length; j++) {
      const step = token === to[j] ? 0 : scale - 1;
      next[j + 1] = Math.min(row[j]! + step, row[j + 1]! + scale, next[j]! + scale);
    }
    row = next;
  }
  const errors = Math.ceil(row[to.length]! / scale);
  return { errors, substitutions: errors * scale - row[to.length]! };
}
