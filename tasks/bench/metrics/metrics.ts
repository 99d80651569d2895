import { ownEntry, peerEntry } from "../shared/entries.ts";
import type { RaceAim, RacePlan, TaskPlan } from "../shared/race/plan.ts";
import { raceText } from "../shared/race/race_text.ts";
import { runRace } from "../shared/race/run_race.ts";
import type { BenchRequest, Measured } from "../registry.ts";
import { fileNames, type Kind, KINDS, writeData } from "./data.ts";

/**
 * Races metrics of a million samples of two classes, and of a hundred thousand of a hundred classes.
 *
 * @param request How many rounds are counted, and whether scikit-learn runs too.
 * @param say Told in a few words what is going on.
 * @returns All timings and aims.
 * @throws {RangeError} If results do not agree, or ours cannot run.
 */
export async function benchMetrics(
  request: BenchRequest,
  say: (words: string) => void,
): Promise<Measured> {
  const results = await runRace(METRICS_RACE, request, say);
  return { results, report: raceText(results) };
}

/** Data, and where they lie. */
export type KindFiles = Kind & { files: ReturnType<typeof fileNames> };

/** What all contestants are told. */
export type MetricsSettings = {
  kinds: KindFiles[];
  /** Resamples of one bootstrap of ours; the peer's round is a few, and the time of one counts. */
  resamples: number;
};

const OURS = new URL("./ours/metrics.ts", import.meta.url);
const SKLEARN = new URL("./peers/sklearn_peer.py", import.meta.url);

/** Sums of up to ten million terms, added in another order. */
const SUMS = { rel: 1e-11, abs: 1e-13 };

/** What is raced, with the share of the peer's time that is aimed at. */
const METRICS = [
  { id: "confusion", label: "confusion matrix", unit: "matrix", atMost: 1 },
  { id: "report", label: "classification report", unit: "report", atMost: 1 },
  { id: "auc", label: "ROC AUC", unit: "score", atMost: 1 },
  { id: "log-loss", label: "log loss", unit: "loss", atMost: 1 },
  { id: "bootstrap-accuracy", label: "bootstrap of accuracy", unit: "resample", atMost: 0.01 },
  { id: "bootstrap-f1", label: "bootstrap of F1", unit: "resample", atMost: 0.01 },
] as const;

/** Each metric of each kind of data. */
const TASKS: readonly TaskPlan[] = KINDS.flatMap((kind) =>
  METRICS.map(({ id, label, unit }) => ({
    id: `${id}-${kind.id}`,
    label: `${label}, ${kind.n.toLocaleString("en")} × ${kind.k} classes`,
    unit,
    tolerance: SUMS,
  }))
);

const AIMS: readonly RaceAim[] = KINDS.flatMap((kind) =>
  METRICS.map(({ id, atMost }) => ({
    task: `${id}-${kind.id}`,
    ours: "descent",
    peer: "sklearn",
    atMost,
    why: atMost < 1
      ? "resampling the counts costs nothing beside resampling the samples"
      : "who evaluates here shall not have to wait longer than there",
  }))
);

/** Metrics beside scikit-learn. */
export const METRICS_RACE: RacePlan = {
  bench: "metrics",
  tasks: TASKS,
  ours: [ownEntry("descent", "descent/metrics", OURS)],
  peers: (python) => [
    peerEntry(python, { id: "sklearn", label: "scikit-learn", program: SKLEARN }),
  ],
  settings: {
    kinds: KINDS.map((kind) => ({ ...kind, files: fileNames(kind) })),
    resamples: 2000,
  } satisfies MetricsSettings,
  aims: AIMS,
  write: writeData,
};
