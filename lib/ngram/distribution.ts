import { type NgramModel, predictable, ROOT, START } from "./model.ts";
import { type Place, placeAfter } from "./walk.ts";

/**
 * P(word | context) for all words at once.
 *
 * @param model An n-gram model.
 * @param context The words before; see `probability`. @default none
 * @returns A probability for each word number, 0 for `<s>`, shape `(v)`. They sum to 1, for stupid
 * backoff to more.
 *
 * @example
 * ```ts
 * import { distribution, readCorpus, trainNgram } from "descent/ngram";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const model = trainNgram(readCorpus("a b a b c\na b d\nb a b c a b"), { order: 3 });
 * const p = distribution(model, ["never", "seen"]);
 * assertAlmostEquals(p.reduce((sum, share) => sum + share), 1);
 * ```
 */
export function distribution(
  model: NgramModel,
  context: readonly string[] = [],
): Float64Array<ArrayBuffer> {
  return distributionAt(model, placeAfter(model, context));
}

/** The same, behind a place in a text. */
export function distributionAt(model: NgramModel, place: Place): Float64Array<ArrayBuffer> {
  const p = model.flat ? flatDistribution(model, place) : backedOffDistribution(model, place);
  if (model.boundaries === "sentence") p[START] = 0;
  return p;
}

/** From the unigrams up to the longest context: the weight for all, then what has followed it. */
function backedOffDistribution(model: NgramModel, place: Place): Float64Array<ArrayBuffer> {
  const { suffixes, backoffs, vocabulary, unseenContext } = model;
  const p = new Float64Array(vocabulary.size);
  const nodes = [place.node];
  while (nodes.at(-1) !== ROOT) nodes.push(suffixes[nodes.at(-1)!]!);
  for (const node of nodes.reverse()) {
    if (node !== ROOT) scaleInPlace(p, 10 ** backoffs[node]!);
    followersInPlace(model, node, p);
  }
  const unseen = place.length - place.order;
  if (unseen > 0 && unseenContext !== 0) scaleInPlace(p, 10 ** (unseenContext * unseen));
  return p;
}

function flatDistribution(model: NgramModel, place: Place): Float64Array<ArrayBuffer> {
  const p = new Float64Array(model.vocabulary.size);
  if (place.length > place.order) return p.fill(1 / predictable(model));
  p.fill(10 ** model.backoffs[place.node]!);
  followersInPlace(model, place.node, p);
  return p;
}

function followersInPlace(
  { children, words, log10 }: NgramModel,
  node: number,
  p: Float64Array,
): void {
  for (let child = children[node]!; child < children[node + 1]!; child++) {
    p[words[child]!] = 10 ** log10[child]!;
  }
}

function scaleInPlace(p: Float64Array, factor: number): void {
  for (let word = 0; word < p.length; word++) p[word]! *= factor;
}
