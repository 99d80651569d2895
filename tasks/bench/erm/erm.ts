import { grouped } from "../../mnist/format.ts";
import type { BenchRequest, Measured } from "../registry.ts";
import { ownEntry, peerEntry } from "../shared/entries.ts";
import { curvesOf, curveText } from "../shared/race/curve.ts";
import type { RacePlan } from "../shared/race/plan.ts";
import { raceText } from "../shared/race/race_text.ts";
import type { TaskResult } from "../shared/race/results.ts";
import { runRace } from "../shared/race/run_race.ts";
import { type ErmSettings, FIT, type Problem, PROBLEMS, TABLES, writeTables } from "./problems.ts";

/**
 * Races logistic regression, and draws the time of a fit against samples and against features.
 *
 * @param request How many rounds are counted, and whether the peers run too.
 * @param say Told in a few words what is going on.
 * @returns All timings, aims and curves.
 * @throws {RangeError} If results do not agree, or one of ours cannot run.
 */
export async function benchErm(
  request: BenchRequest,
  say: (words: string) => void,
): Promise<Measured> {
  const results = await runRace(ERM_RACE, request, say);
  const curves = {
    n: curvesOf(results.tasks.filter((task) => problemOf(task).d === 50), (t) => problemOf(t).n),
    d: curvesOf(
      results.tasks.filter((task) => problemOf(task).n === 10_000),
      (t) => problemOf(t).d,
    ),
  };
  const report = [
    raceText(results),
    `Time a fit against n, with d = 50\n${curveText(curves.n, "n")}`,
    `Time a fit against d, with n = 10,000\n${curveText(curves.d, "d")}`,
  ].join("\n\n");
  return { results: { ...results, curves }, report };
}

function problemOf({ id }: TaskResult): Problem {
  return PROBLEMS.find(({ task }) => task === id)!;
}

const LOGISTIC_TS = new URL("./ours/logistic.ts", import.meta.url);
const SKLEARN = new URL("./peers/sklearn_peer.py", import.meta.url);

/** All stop at a slope of 1e-4, from which the coefficients can still be some thousandths off. */
const TOLERANCE = { rel: 1e-4, abs: 5e-3 };

const SETTINGS: ErmSettings = { problems: PROBLEMS, tables: TABLES, fit: FIT };

/** Logistic regression at seven sizes, beside two solvers of scikit-learn. */
export const ERM_RACE: RacePlan = {
  bench: "erm",
  tasks: PROBLEMS.map(({ task, n, d }) => ({
    id: task,
    label: `logistic regression, ${grouped(n)} × ${d}`,
    unit: "fit",
    tolerance: TOLERANCE,
  })),
  ours: [ownEntry("ours", "fitLogisticRegression()", LOGISTIC_TS)],
  peers: (python) => [
    peerEntry(python, {
      id: "sklearn",
      label: "scikit-learn, lbfgs",
      program: SKLEARN,
      args: ["lbfgs"],
    }),
    peerEntry(python, {
      id: "sklearn-newton",
      label: "scikit-learn, newton-cholesky",
      program: SKLEARN,
      args: ["newton-cholesky"],
    }),
  ],
  settings: SETTINGS,
  aims: [{
    task: "fit-100000x50",
    ours: "ours",
    peer: "sklearn",
    atMost: 2,
    why: "who fits a model of a hundred thousand samples shall not have to leave for Python",
  }],
  write: writeTables,
};
