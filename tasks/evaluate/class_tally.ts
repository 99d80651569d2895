import { createPrng } from "descent/core";
import type { ClassSetting } from "./class_setting.ts";
import { type Groups, groupsOf } from "./groups.ts";
import { keepRows, type KeptRows } from "./kept_rows.ts";
import { type LabelCodes, labelCodes, MOST_LABELS } from "./label_codes.ts";
import { count, type PairCounts, pairKey } from "./pair_counts.ts";
import type { Labelled } from "./parse_row.ts";
import { Spread } from "./spread.ts";

/** Losses that are means over samples. */
export type Losses<Each> = { logLoss: Each; brier: Each };

/** What is kept of one file. */
export type ModelTally = { counts: PairCounts; losses?: Losses<Spread> };

/** All that is kept of one file of labels, or of two. */
export type ClassTally = {
  rows: number;
  codes: LabelCodes;
  /** A, and B if there is one. */
  models: ModelTally[];
  /** How often A and B were right: `[[both, only A], [only B, neither]]`. */
  paired: [[number, number], [number, number]];
  /** By truth, A's and B's label; nothing once there are too many different ones. */
  joint: Map<number, number> | undefined;
  /** A's losses less B's. */
  differences?: Losses<Spread>;
  /** Of some rows the code of the truth, and the probabilities of each model that has them. */
  kept: KeptRows;
  slices: Groups<PairCounts>[];
};

/** Numbers kept at most, 8 bytes each. */
const KEPT = 6_000_000;

/** Different triples of labels counted at most. */
const TRIPLES = 20_000;

/**
 * A tally of classifications.
 *
 * @param settings Of A, and of B if there is one; both keep the same probabilities, or B none.
 * @param sliceColumns Columns to tell rows apart by.
 * @param seed Chooses which rows are kept, if not all are.
 */
export function classTally(
  settings: readonly ClassSetting[],
  sliceColumns: readonly string[],
  seed: number,
): ClassTally {
  const losses = () => ({ logLoss: new Spread(), brier: new Spread() });
  const width = 1 + settings.reduce((sum, setting) => sum + setting.width, 0);
  return {
    rows: 0,
    codes: labelCodes(settings.find(({ width }) => width > 0)?.labels),
    models: settings.map((setting) => ({
      counts: new Map(),
      ...setting.width > 0 ? { losses: losses() } : {},
    })),
    paired: [[0, 0], [0, 0]],
    joint: settings.length > 1 ? new Map() : undefined,
    ...settings.length > 1 && settings.every((s) => s.width > 0) ? { differences: losses() } : {},
    kept: keepRows(width, width > 1 ? Math.floor(KEPT / width) : 0, createPrng(seed)),
    slices: sliceColumns.map((column) => groupsOf(column, () => new Map())),
  };
}

/**
 * Takes in a sample.
 *
 * @param tally What is kept so far.
 * @param models What A says of it, and B.
 * @param groups Its values in the columns of the slices.
 */
export function addLabelled(
  tally: ClassTally,
  models: readonly Labelled[],
  groups: readonly string[],
): void {
  const { codes } = tally;
  const truth = codes.codeOf(models[0]!.yTrue);
  const said = models.map(({ yPred }) => codes.codeOf(yPred));
  tally.rows++;
  said.forEach((code, m) => count(tally.models[m]!.counts, pairKey(truth, code)));
  groups.forEach((group, s) => count(tally.slices[s]!.of(group), pairKey(truth, said[0]!)));
  if (said.length > 1) addPaired(tally, truth, said[0]!, said[1]!);
  if (tally.kept.width === 1) return;
  const losses = models.map(({ probabilities }) => lossesOf(truth, probabilities));
  losses.forEach((loss, m) => addLosses(tally.models[m]!.losses, loss));
  if (tally.differences) {
    const [a, b] = losses as [Losses<number>, Losses<number>];
    addLosses(tally.differences, { logLoss: a.logLoss - b.logLoss, brier: a.brier - b.brier });
  }
  tally.kept.add([truth, ...models.flatMap(({ probabilities }) => probabilities)]);
}

function addPaired(tally: ClassTally, truth: number, a: number, b: number): void {
  tally.paired[a === truth ? 0 : 1][b === truth ? 0 : 1]++;
  if (!tally.joint) return;
  count(tally.joint, pairKey(truth, a) * MOST_LABELS + b);
  if (tally.joint.size > TRIPLES) tally.joint = undefined;
}

function addLosses(to: Losses<Spread> | undefined, { logLoss, brier }: Losses<number>): void {
  to?.logLoss.add(logLoss);
  to?.brier.add(brier);
}

/** The same as `logLoss` and `brierLoss`, for one sample; code 0 is the label of a lone probability. */
function lossesOf(truth: number, probabilities: readonly number[]): Losses<number> {
  if (probabilities.length < 2) {
    const p = truth === 0 ? probabilities[0]! : 1 - probabilities[0]!;
    return { logLoss: logOf(p), brier: (1 - p) ** 2 };
  }
  let brier = 0;
  for (let k = 0; k < probabilities.length; k++) {
    brier += (probabilities[k]! - (k === truth ? 1 : 0)) ** 2;
  }
  return { logLoss: logOf(probabilities[truth]!), brier };
}

function logOf(p: number): number {
  return -Math.log(Math.min(Math.max(p, 2 ** -52), 1 - 2 ** -52));
}
