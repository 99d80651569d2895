import { cannot, checkInteger } from "../core/mod.ts";

/**
 * What becomes of the share that smoothing takes from the unigrams: mixed in evenly over the
 * vocabulary; given to the unknown word alone; or nothing is taken, unigrams are plain shares.
 */
export type Unigrams = "uniform" | "unknown" | "relative";

/** How seen n-grams give way to unseen ones, with its settings. */
export type Smoothing =
  /** Plain shares. After an unseen context: as after its longest seen end, or 0. */
  | { kind: "maximum-likelihood"; unseenContext?: "shorter" | "zero" }
  /** One is added to every count. */
  | { kind: "laplace" }
  /** `gamma`, 0.1 where not given, is added to every count. */
  | { kind: "lidstone"; gamma?: number }
  /** Counts as Gale and Sampson's simple Good–Turing has them. */
  | { kind: "good-turing" }
  /**
   * Orders mixed by weights that expectation–maximisation learns from the share `heldOut` of the
   * sentences (0.1 where not given); or by `weights`, one an order.
   */
  | { kind: "jelinek-mercer"; heldOut?: number; weights?: readonly number[] }
  /** The more different words follow a context, the more weight its shorter one has. */
  | { kind: "witten-bell"; unigrams?: Unigrams }
  /** `discount`, n1 / (n1 + 2 n2) of each order where not given, is taken from every count. */
  | { kind: "absolute-discounting"; discount?: number; unigrams?: Unigrams }
  /** The same, with the lower orders counting the different words to the left. */
  | { kind: "kneser-ney"; discount?: number; unigrams?: Unigrams }
  /**
   * Kneser–Ney with three discounts an order, as KenLM has it. `fallback` (one number or three,
   * 0.5, 1, 1.5 where not given) stands in where counts do not yield discounts; `"error"` stops.
   */
  | {
    kind: "modified-kneser-ney";
    fallback?: readonly number[] | "error";
    unigrams?: Unigrams;
  }
  /** Counts up to `k` (5 where not given) discounted by Good–Turing, unseen words backed off. */
  | { kind: "katz"; k?: number }
  /** Plain shares, or `alpha` (0.4 where not given) times the shorter context's. */
  | { kind: "stupid-backoff"; alpha?: number };

/** The name of a smoothing. */
export type SmoothingKind = Smoothing["kind"];

/**
 * The names of all smoothings, in the order in which each mends what the last got wrong.
 *
 * @example
 * ```ts
 * import { readCorpus, SMOOTHINGS, trainNgram } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const corpus = readCorpus("a b a b c\na b d\nb a b c a b\nd a b");
 * const models = SMOOTHINGS.map((smoothing) => trainNgram(corpus, { order: 2, smoothing }));
 * assertEquals(models.filter((model) => !model.distribution).length, 1); // stupid backoff
 * ```
 */
export const SMOOTHINGS: readonly SmoothingKind[] = [
  "maximum-likelihood",
  "laplace",
  "lidstone",
  "good-turing",
  "jelinek-mercer",
  "witten-bell",
  "absolute-discounting",
  "katz",
  "stupid-backoff",
  "kneser-ney",
  "modified-kneser-ney",
];

const UNIGRAMS: readonly string[] = ["uniform", "unknown", "relative"];

/** A smoothing from its name or settings, all of them checked, in a record of its own. */
export function checkSmoothing(smoothing: SmoothingKind | Smoothing, order: number): Smoothing {
  const chosen = structuredClone(typeof smoothing === "string" ? { kind: smoothing } : smoothing);
  const kind: unknown = chosen?.kind;
  if (!(SMOOTHINGS as readonly unknown[]).includes(kind)) {
    throw new RangeError(cannot(ACTION, `smoothing must be one of ${SMOOTHINGS.join(", ")}`, kind));
  }
  if ("unigrams" in chosen && !UNIGRAMS.includes(String(chosen.unigrams))) {
    const needed = `unigrams must be one of ${UNIGRAMS.join(", ")}`;
    throw new RangeError(cannot(ACTION, needed, chosen.unigrams));
  }
  checkNumbers(chosen, order);
  return chosen;
}

const ACTION = "train an n-gram model";

function checkNumbers(smoothing: Smoothing, order: number): void {
  switch (smoothing.kind) {
    case "maximum-likelihood":
      if (["shorter", "zero", undefined].includes(smoothing.unseenContext)) return;
      throw new RangeError(
        cannot(ACTION, "unseenContext must be shorter or zero", smoothing.unseenContext),
      );
    case "lidstone":
      return checkRange("gamma", smoothing.gamma ?? 0.1, (x) => x > 0, "above 0");
    case "jelinek-mercer":
      checkRange("heldOut", smoothing.heldOut ?? 0.1, (x) => x > 0 && x < 1, "between 0 and 1");
      return checkWeights(smoothing.weights, order);
    case "absolute-discounting":
    case "kneser-ney":
      return checkRange("discount", smoothing.discount ?? 0, isShare, "from 0 to 1");
    case "modified-kneser-ney":
      return checkFallback(smoothing.fallback);
    case "katz":
      return checkInteger(ACTION, "k", smoothing.k ?? 5, 1, 1000);
    case "stupid-backoff":
      return checkRange(
        "alpha",
        smoothing.alpha ?? 0.4,
        (x) => x > 0 && x <= 1,
        "above 0, up to 1",
      );
  }
}

const isShare = (x: number) => x >= 0 && x <= 1;

function checkRange(
  name: string,
  value: number,
  allowed: (value: number) => boolean,
  range: string,
): void {
  if (Number.isFinite(value) && allowed(value)) return;
  throw new RangeError(cannot(ACTION, `${name} must be a number ${range}`, value));
}

function checkWeights(weights: readonly number[] | undefined, order: number): void {
  if (weights === undefined) return;
  if (weights.length === order && weights.every(isShare)) return;
  const needed = `weights must be ${order} numbers from 0 to 1, one an order`;
  throw new RangeError(cannot(ACTION, needed, weights));
}

/** D1, D2 and D3+ cannot take more than there is: 1, 2 and 3. */
function checkFallback(fallback: readonly number[] | "error" | undefined): void {
  if (fallback === undefined || fallback === "error") return;
  const fits = fallback.every((d, i) => d >= 0 && d <= (fallback.length === 1 ? 1 : i + 1));
  if (fits && (fallback.length === 1 || fallback.length === 3)) return;
  const needed = "fallback must be one discount from 0 to 1, or three: up to 1, 2 and 3";
  throw new RangeError(cannot(ACTION, needed, fallback));
}
