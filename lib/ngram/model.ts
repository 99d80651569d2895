import type { Smoothing } from "./smoothing.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * N-grams of all orders as a tree of whole numbers, in a few typed arrays.
 *
 * A node is an n-gram. Node 0 is the empty one; unigrams follow, then bigrams, …: order `k` has the
 * nodes `starts[k] … starts[k + 1])`. The n-grams that lengthen a node by one word to the right are
 * its children, neighbours in the arrays and sorted by that word's number. All words of the
 * vocabulary are unigrams, so that word `w` is node `w + 1`.
 */
export type NgramTrie = {
  /** The longest n-grams' length. */
  order: number;
  starts: Uint32Array<ArrayBuffer>;
  /** The last word of each node. */
  words: Uint32Array<ArrayBuffer>;
  /** The node without its first word. */
  suffixes: Uint32Array<ArrayBuffer>;
  /** The first child of each node below the highest order, and one more entry for the last end. */
  children: Uint32Array<ArrayBuffer>;
  /** How often each node was counted; empty where a file did not say. */
  counts: Uint32Array<ArrayBuffer>;
};

/** What was found for one order. */
export type OrderDetails = {
  order: number;
  /** How many n-grams of this order the model holds. */
  ngrams: number;
  /** How many there were before pruning, where there was any. */
  ngramsBeforePruning?: number;
  /** What is taken from a count of 1, 2, and 3 or more. */
  discounts?: number[];
  /** What a count of 1, 2, … is multiplied by (Katz), up to `k`. */
  ratios?: number[];
  /** Good–Turing's count for a count of 0 (each unseen n-gram), 1, 2, … up to 5. */
  smoothedCounts?: number[];
  /** The weight of this order's shares (Jelinek–Mercer), by ⌊log2⌋ of the context's count. */
  weights?: number[];
};

/** How a text was cut into tokens, for who cuts another for the same model. */
export type TextCut = {
  /** Words and marks apart; what stands between blanks; characters. */
  unit: "words" | "blanks" | "characters";
  /** Whether it was put into lower case before. */
  lowercase: boolean;
};

/**
 * A trained n-gram model: plain data in typed arrays. Ask it with `probability`, `scoreSentence`,
 * `scoreCorpus`, `nextWords`, `generate` and `explain`.
 *
 * Word 0 of the vocabulary is the unknown word; with sentence boundaries 1 is `<s>` and 2 `</s>`.
 */
export type NgramModel = NgramTrie & {
  smoothing: Smoothing | { kind: "arpa" };
  boundaries: "sentence" | "none";
  vocabulary: Vocabulary;
  /**
   * Log10 P(last word | the words before it) of each node. The counts beside it are those that the
   * smoothing uses: different words to the left for Kneser–Ney's lower orders.
   */
  log10: Float64Array<ArrayBuffer>;
  /**
   * Log10, for each node below the highest order: what multiplies the shorter context's probability
   * for a word that has not followed this one. Where `flat`: that word's probability itself.
   */
  backoffs: Float64Array<ArrayBuffer>;
  /** What has followed each node, summed; empty where a file did not say. */
  totals: Uint32Array<ArrayBuffer>;
  /** True where unseen words do not look at a shorter context (Laplace, Lidstone, Good–Turing). */
  flat: boolean;
  /** Log10 of what multiplies, for each word of the context that leads beyond what was seen. */
  unseenContext: number;
  /** Whether probabilities sum to 1; false for stupid backoff, whose scores do not. */
  distribution: boolean;
  /**
   * How the text was cut that it was trained on. The library does not ask; who cut the text may put
   * it here, and `writeNgramBinary` and `writeArpa` keep it.
   */
  cut?: TextCut;
  /** What was found, by order from 1. */
  details: OrderDetails[];
  /** What was done where a formula could not be used, in sentences. */
  notes: string[];
};

/** The empty n-gram's node. */
export const ROOT = 0;

/** The number of the unknown word. */
export const UNKNOWN = 0;
/** The number of `<s>`, with sentence boundaries. */
export const START = 1;
/** The number of `</s>`, with sentence boundaries. */
export const END = 2;

/** The child of a node that ends in a word, or 0. */
export function childOf(
  { words, children }: Pick<NgramTrie, "words" | "children">,
  node: number,
  word: number,
): number {
  if (node === ROOT) return word + 1;
  const end = children[node + 1]!;
  let low = children[node]!;
  for (let high = end; low < high;) {
    const middle = (low + high) >>> 1;
    if (words[middle]! < word) low = middle + 1;
    else high = middle;
  }
  return low < end && words[low] === word ? low : 0;
}

/** The length of a node's n-gram. */
export function orderOf({ starts }: Pick<NgramTrie, "starts">, node: number): number {
  let order = 0;
  while (node >= starts[order + 1]!) order++;
  return order;
}

/** How many words can be predicted: all but `<s>`, where sentences have boundaries. */
export function predictable(
  { vocabulary, boundaries }: Pick<NgramModel, "vocabulary" | "boundaries">,
): number {
  return vocabulary.size - (boundaries === "sentence" ? 1 : 0);
}

/** All the typed arrays of a model, its vocabulary's too. */
export function arraysOf(model: NgramModel): ArrayBufferView<ArrayBuffer>[] {
  const values: unknown[] = [...Object.values(model), ...Object.values(model.vocabulary)];
  return values.filter((value) => ArrayBuffer.isView(value)) as ArrayBufferView<ArrayBuffer>[];
}
