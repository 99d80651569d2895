import type { CorpusScore } from "descent/ngram";
import { grouped, percent } from "../mnist/format.ts";

/**
 * A corpus's score in lines.
 *
 * @param what What was scored, in a word.
 * @param score The score.
 */
export function scoreLines(what: string, score: CorpusScore): string[] {
  const { tokens, unknown, perplexity, perplexityWithoutUnknown } = score;
  const share = percent(unknown / tokens);
  return [
    `${what} perplexity: ${number(perplexity)} over ${grouped(tokens)} tokens, ${share} unknown` +
    (unknown > 0 ? `; ${number(perplexityWithoutUnknown)} without them` : ""),
    `${what} cross-entropy: ${score.bitsPerToken.toFixed(3)} bits a token, ` +
    `${score.bitsPerCharacter.toFixed(3)} a character`,
  ];
}

/** Two digits behind the point are more than a perplexity is worth, and enough to compare by. */
function number(value: number): string {
  return value === Infinity ? "infinite (a word had probability 0)" : value.toFixed(2);
}
