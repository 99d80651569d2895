import { cannot, checkInteger, checkSameLength } from "../../core/mod.ts";

/** A sentence as its tokens, in order. */
export type Sentence = readonly string[];

/** What `bleuScore` may be told. */
export type BleuOptions = {
  /** The longest runs of tokens compared, 1 or more. @default 4 */
  maxOrder?: number;
  /**
   * What to make of runs of a length of which none is found. `"none"`: the score is 0. `"addOne"`
   * adds 1 to found and proposed runs of every length above 1, so that single sentences can be
   * compared.
   *
   * @default "none"
   */
  smoothing?: "none" | "addOne";
};

/**
 * BLEU: how much of the proposed translations stands in the references, of a whole corpus.
 *
 * `exp(min(0, 1 − r/c)) · (p₁ p₂ … p_N)^(1/N)`
 *
 * pₙ is the share of proposed runs of n tokens that occur in a reference, each counted at most as
 * often as in the one reference that has it most often. c is the number of proposed tokens and r
 * that of the references, of each sentence the length nearest to the proposed one, at a tie the
 * shorter.
 *
 * @param references One or more reference translations of each sentence, shape `(n)`.
 * @param proposed The sentences to be judged, shape `(n)`, n >= 1.
 * @param options Longest runs and smoothing.
 * @returns A share between 0 and 1 (equal to a reference), not times 100.
 * @throws {RangeError} If the numbers of sentences differ or are 0, one has no reference, nothing is
 * proposed at all, or an option is outside its range.
 *
 * @example Papineni's example of a sentence that repeats one good word
 * ```ts
 * import { bleuScore } from "descent/metrics";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const references = [["the cat is on the mat".split(" ")]];
 * const proposed = ["the the the the the the the".split(" ")];
 * assertAlmostEquals(bleuScore(references, proposed, { maxOrder: 1 }), 2 / 7);
 * ```
 *
 * Source: K. Papineni, S. Roukos, T. Ward and W. Zhu, "BLEU: a method for automatic evaluation of
 * machine translation", ACL 2002; C. Lin and F. Och, COLING 2004, for the smoothing.
 */
export function bleuScore(
  references: readonly (readonly Sentence[])[],
  proposed: readonly Sentence[],
  { maxOrder = 4, smoothing = "none" }: BleuOptions = {},
): number {
  checkBleu(references, proposed, maxOrder, smoothing);
  const lengths = proposed.map((sentence) => sentence.length);
  const c = sumOf(lengths);
  const r = sumOf(lengths.map((length, i) => nearestLength(references[i]!, length)));
  let logs = 0;
  for (let order = 1; order <= maxOrder; order++) {
    const { found, all } = countRuns(references, proposed, order);
    const extra = smoothing === "addOne" && order > 1 ? 1 : 0;
    if (found + extra === 0) return 0;
    logs += Math.log((found + extra) / (all + extra));
  }
  return Math.exp(Math.min(0, 1 - r / c) + logs / maxOrder);
}

const ACTION = "compute bleuScore";

function checkBleu(
  references: readonly (readonly Sentence[])[],
  proposed: readonly Sentence[],
  maxOrder: number,
  smoothing: string,
): void {
  checkSameLength(ACTION, ["references", references.length], ["proposed", proposed.length]);
  checkInteger(ACTION, "maxOrder", maxOrder, 1);
  const empty = references.findIndex((list) => list.length === 0);
  if (empty >= 0) {
    throw new RangeError(cannot(ACTION, `sentence ${empty} must have a reference`, []));
  }
  if (proposed.every((sentence) => sentence.length === 0)) {
    throw new RangeError(cannot(ACTION, "proposed must hold at least one token", []));
  }
  if (smoothing !== "none" && smoothing !== "addOne") {
    throw new RangeError(cannot(ACTION, "smoothing must be one of none, addOne", smoothing));
  }
}

function countRuns(
  references: readonly (readonly Sentence[])[],
  proposed: readonly Sentence[],
  order: number,
): { found: number; all: number } {
  let [found, all] = [0, 0];
  proposed.forEach((sentence, i) => {
    const inReferences = references[i]!.map((reference) => runsOf(reference, order));
    for (const [run, count] of runsOf(sentence, order)) {
      all += count;
      found += Math.min(count, Math.max(...inReferences.map((runs) => runs.get(run) ?? 0)));
    }
  });
  return { found, all };
}

/** How often each run of `order` tokens occurs, by the run as JSON: no two runs have the same. */
function runsOf(sentence: Sentence, order: number): Map<string, number> {
  const runs = new Map<string, number>();
  for (let i = 0; i + order <= sentence.length; i++) {
    const run = JSON.stringify(sentence.slice(i, i + order));
    runs.set(run, (runs.get(run) ?? 0) + 1);
  }
  return runs;
}

function nearestLength(references: readonly Sentence[], length: number): number {
  const lengths = references.map((reference) => reference.length).sort((a, b) => a - b);
  return lengths.reduce((best, other) =>
    Math.abs(other - length) < Math.abs(best - length) ? other : best
  );
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
