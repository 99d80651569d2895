import { childOf, type NgramModel, predictable, ROOT, START, UNKNOWN } from "./model.ts";
import { idOf } from "./vocabulary.ts";

/** Where a model stands in a text: all that matters of the words so far. */
export type Place = {
  /** The longest end of the words so far that is a node below the highest order. */
  node: number;
  /** That node's order. */
  order: number;
  /** How many words a model of this order looks back upon here, seen or not. */
  length: number;
  /** The length of the n-gram that gave the last word's probability. */
  matched: number;
};

/** At the beginning of a text, before `<s>`. */
export function freshPlace(): Place {
  return { node: ROOT, order: 0, length: 0, matched: 0 };
}

/** Behind a context, which is put into the model's numbers; only its last words count. */
export function placeAfter(model: NgramModel, context: readonly string[]): Place {
  const place = freshPlace();
  for (const word of context.slice(-Math.max(model.order - 1, 1))) {
    passInPlace(model, place, numberOf(model, word));
  }
  return place;
}

/** The number of a word, the unknown word's where the model does not know it. */
export function numberOf({ vocabulary }: NgramModel, word: string): number {
  return idOf(vocabulary, word) ?? UNKNOWN;
}

/** Whether a word can be predicted at all. */
export function isPredicted({ boundaries }: NgramModel, word: number): boolean {
  return !(boundaries === "sentence" && word === START);
}

/** Log10 P(word | place); moves the place behind the word. */
export function passInPlace(model: NgramModel, place: Place, word: number): number {
  const { backoffs, suffixes, log10, flat } = model;
  let { node, order } = place;
  const unseen = place.length - order; // how many words of the context lead beyond what was seen
  let child = childOf(model, node, word);
  const flatScore = !flat
    ? 0
    : unseen > 0
    ? -Math.log10(predictable(model))
    : child > 0
    ? log10[child]!
    : backoffs[node]!;
  let score = unseen > 0 ? model.unseenContext * unseen : 0;
  while (child === 0) {
    score += backoffs[node]!;
    node = suffixes[node]!;
    order--;
    child = childOf(model, node, word);
  }
  score += log10[child]!;
  place.matched = ++order;
  if (order === model.order) {
    child = suffixes[child]!;
    order--;
  }
  place.node = child;
  place.order = order;
  if (place.length < model.order - 1) place.length++;
  return flat ? flatScore : score;
}
