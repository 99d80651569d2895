import { short } from "./estimate.ts";
import { childOf, type NgramModel, predictable, ROOT, UNKNOWN } from "./model.ts";
import { wordOf } from "./vocabulary.ts";
import { isPredicted, numberOf } from "./walk.ts";

/** How one order made its probability. */
export type ExplanationStep = {
  /** The n-gram's length; 0 is the floor below the unigrams. */
  order: number;
  /** The `order` − 1 words before, in the model's vocabulary. */
  context: string[];
  /** Whether anything has followed this context. */
  contextSeen: boolean;
  /** Whether the word has followed it. */
  seen: boolean;
  /** The n-gram's count as the smoothing uses it, 0 where not seen; left out for ARPA files. */
  count?: number;
  /** What has followed the context, summed. */
  total?: number;
  /** What was taken from the count. */
  discount?: number;
  /** The part that comes from this order. */
  own: number;
  /** What multiplies the shorter context's probability; 0 where that plays no part. */
  weight: number;
  /** The shorter context's probability. */
  lower: number;
  /** own + weight · lower. */
  probability: number;
  /** The same in numbers. */
  formula: string;
};

/** How a probability came about. */
export type Explanation = {
  word: string;
  context: string[];
  probability: number;
  log10: number;
  /** From the longest context to the shortest one that plays a part. */
  steps: ExplanationStep[];
  /** The model's notes. */
  notes: string[];
};

/**
 * The chain of discounts and back-off weights that makes P(word | context).
 *
 * @param model An n-gram model.
 * @param word The word asked for.
 * @param context The words before; see `probability`. @default none
 * @returns The steps, whose first one's `probability` is the answer.
 *
 * @example
 * ```ts
 * import { explain, probability, readCorpus, trainNgram } from "descent/ngram";
 * import { assertAlmostEquals, assertEquals } from "@std/assert";
 *
 * const model = trainNgram(readCorpus("a b a b c\na b d\nb a b c a b\nd a b"), { order: 2 });
 * const { steps } = explain(model, "c", ["b"]);
 * assertEquals(steps.map(({ order, count, total }) => [order, count, total]), [
 *   [2, 2, 7],
 *   [1, 1, 12], // of the twelve different pairs, one ends in c
 *   [0, undefined, undefined],
 * ]);
 * assertAlmostEquals(steps[0]!.probability, probability(model, "c", ["b"]));
 * ```
 */
export function explain(
  model: NgramModel,
  word: string,
  context: readonly string[] = [],
): Explanation {
  const id = numberOf(model, word);
  const ids = context.slice(Math.max(context.length - model.order + 1, 0))
    .map((word) => numberOf(model, word));
  const steps = [floorStep(model, id)];
  for (let length = 0; length <= ids.length; length++) {
    steps.unshift(stepOf(model, ids.slice(ids.length - length), id, steps[0]!.probability));
  }
  const last = steps.findIndex(({ weight }) => weight === 0);
  const [{ probability }] = steps as [ExplanationStep];
  return {
    word: wordOf(model.vocabulary, id),
    context: ids.map((id) => wordOf(model.vocabulary, id)),
    probability,
    log10: Math.log10(probability),
    steps: last < 0 ? steps : steps.slice(0, last + 1),
    notes: [...model.notes],
  };
}

/** Below the unigrams: all words alike, or the unknown word alone. */
function floorStep(model: NgramModel, id: number): ExplanationStep {
  const v = predictable(model);
  const { smoothing } = model;
  const alone = "unigrams" in smoothing && smoothing.unigrams === "unknown";
  const probability = alone ? Number(id === UNKNOWN) : isPredicted(model, id) ? 1 / v : 0;
  const formula = alone ? "all that is left goes to the unknown word" : `1 / ${v}`;
  const nothing = { context: [], contextSeen: true, seen: false, weight: 0, lower: 0 };
  return { order: 0, ...nothing, own: probability, probability, formula };
}

/** One order's step. */
function stepOf(
  model: NgramModel,
  context: number[],
  id: number,
  lower: number,
): ExplanationStep {
  const node = walk(model, context);
  const child = node < 0 ? 0 : childOf(model, node, id);
  const hasCounts = model.counts.length > 0;
  const total = hasCounts && node >= 0 ? model.totals[node]! : 0;
  const base = {
    order: context.length + 1,
    context: context.map((id) => wordOf(model.vocabulary, id)),
    contextSeen: node >= 0 && (!hasCounts || total > 0),
    seen: child > 0 && (!hasCounts || model.counts[child]! > 0),
    lower,
    ...(hasCounts ? { count: child > 0 ? model.counts[child]! : 0, total } : {}),
  };
  if (!isPredicted(model, id)) {
    return { ...base, own: 0, weight: 0, probability: 0, formula: "never predicted" };
  }
  const made = !base.contextSeen
    ? unseenContext(model, node, lower)
    : model.flat
    ? flat(model, node, child)
    : MIXING.has(model.smoothing.kind)
    ? mixed(model, node, child, lower, base)
    : backedOff(model, node, child, lower, base);
  return { ...base, ...made };
}

/** What a step adds to what was looked up. */
type Made = Pick<ExplanationStep, "own" | "weight" | "probability" | "formula" | "discount">;

/** The smoothings whose seen n-grams look at the shorter context too. */
const MIXING: ReadonlySet<string> = new Set([
  "jelinek-mercer",
  "witten-bell",
  "absolute-discounting",
  "kneser-ney",
  "modified-kneser-ney",
]);

function unseenContext(model: NgramModel, node: number, lower: number): Made {
  if (model.flat) {
    const probability = 1 / predictable(model);
    const formula = `context never seen: 1 / ${predictable(model)}`;
    return { own: probability, weight: 0, probability, formula };
  }
  const weight = 10 ** (node < 0 ? model.unseenContext : model.backoffs[node]!);
  const probability = weight * lower;
  const formula = `context never seen: ${short(weight)} · ${short(lower)}`;
  return { own: 0, weight, probability, formula };
}

function flat(model: NgramModel, node: number, child: number): Made {
  const probability = 10 ** (child > 0 ? model.log10[child]! : model.backoffs[node]!);
  const { smoothing } = model;
  const total = model.totals[node]!;
  const count = child > 0 ? model.counts[child]! : 0;
  if (smoothing.kind === "good-turing") {
    const formula = `Good–Turing's count for ${count}, among those of all words: ${
      short(probability)
    }`;
    return { own: probability, weight: 0, probability, formula };
  }
  const gamma = smoothing.kind === "lidstone" ? smoothing.gamma ?? 0.1 : 1;
  const formula = `(${count} + ${gamma}) / (${total} + ${gamma} · ${predictable(model)})`;
  return { own: probability, weight: 0, probability, formula };
}

function mixed(
  model: NgramModel,
  node: number,
  child: number,
  lower: number,
  { order, count = 0, total = 0 }: { order: number; count?: number; total?: number },
): Made {
  const weight = 10 ** model.backoffs[node]!;
  const rest = `${short(weight)} · ${short(lower)}`;
  if (count === 0) return { own: 0, weight, probability: weight * lower, formula: rest };
  const probability = 10 ** model.log10[child]!;
  const discounts = model.details[order - 1]!.discounts;
  if (!discounts) {
    const own = probability - weight * lower;
    const formula = `${short(own * total / count)} · ${count} / ${total} + ${rest}`;
    return { own, weight, probability, formula };
  }
  const discount = discounts[Math.min(count, 3) - 1]!;
  const own = (count - discount) / total;
  const formula = `(${count} − ${short(discount)}) / ${total} + ${rest}`;
  return { own, weight, probability, formula, discount };
}

function backedOff(
  model: NgramModel,
  node: number,
  child: number,
  lower: number,
  { count, total }: { count?: number; total?: number },
): Made {
  if (child === 0 || count === 0) {
    const weight = 10 ** model.backoffs[node]!;
    const formula = weight === 0 ? "0" : `${short(weight)} · ${short(lower)}`;
    return { own: 0, weight, probability: weight * lower, formula };
  }
  const probability = 10 ** model.log10[child]!;
  const made = { own: probability, weight: 0, probability };
  if (count === undefined || total === undefined) {
    return { ...made, formula: `10^${short(model.log10[child]!)}` };
  }
  const discount = count - probability * total;
  const whole = Math.abs(discount) < 1e-9 * count; // rounding apart
  if (model.smoothing.kind !== "katz" || whole) return { ...made, formula: `${count} / ${total}` };
  return { ...made, discount, formula: `(${count} − ${short(discount)}) / ${total}` };
}

/** The node of some words, or -1. */
function walk(model: NgramModel, words: number[]): number {
  let node = ROOT;
  for (const word of words) {
    node = childOf(model, node, word);
    if (node === ROOT) return -1;
  }
  return node;
}
