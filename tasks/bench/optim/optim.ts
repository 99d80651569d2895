import { KEEP_MEMORY, ownEntry, peerEntry } from "../shared/entries.ts";
import { curvesOf, curveText } from "../shared/race/curve.ts";
import type { RaceAim, RacePlan } from "../shared/race/plan.ts";
import { raceText } from "../shared/race/race_text.ts";
import { runRace } from "../shared/race/run_race.ts";
import type { BenchRequest, Measured } from "../registry.ts";
import { grouped } from "../../mnist/format.ts";
import { referenceParameters } from "./reference.ts";
import {
  ADAM,
  CHECKED_STEPS,
  CHECKED_VALUES,
  type OptimSettings,
  ROUND_MS,
  SIZES,
} from "./sizes.ts";

/**
 * Races Adam, and draws the time of a step against the number of parameters.
 *
 * @param request How many rounds are counted, and whether the peers run too.
 * @param say Told in a few words what is going on.
 * @returns All timings, aims and curves.
 * @throws {RangeError} If results do not agree, or one of ours cannot run.
 */
export async function benchOptim(
  request: BenchRequest,
  say: (words: string) => void,
): Promise<Measured> {
  const results = await runRace(OPTIM_RACE, request, say);
  const curves = curvesOf(results.tasks, ({ id }) => SIZES.find(({ task }) => task === id)!.d);
  const report = `${raceText(results)}\n\nTime a step\n${curveText(curves, "d")}`;
  return { results: { ...results, curves }, report };
}

const ADAM_TS = new URL("./ours/adam.ts", import.meta.url);
const TORCH = new URL("./peers/torch_peer.py", import.meta.url);
const NUMPY = new URL("./peers/numpy_peer.py", import.meta.url);

const SMALL = "a lesson's model has a few weights, and there a library's own calls cost most";
const LARGE = "who has a million weights shall not have to leave for Python";

const AIMS: readonly RaceAim[] = [
  { task: "adam-10", ours: "in-place", peer: "torch", atMost: 1, why: SMALL },
  { task: "adam-1000", ours: "in-place", peer: "torch", atMost: 1, why: SMALL },
  { task: "adam-1000000", ours: "space", peer: "torch", atMost: 1, why: LARGE },
];

/** Rounding of ten steps: the order in which the corrections are multiplied in. */
const TOLERANCE = { rel: 1e-12, abs: 1e-15 };

const SETTINGS: OptimSettings = {
  sizes: SIZES,
  adam: ADAM,
  roundMs: ROUND_MS,
  checkedSteps: CHECKED_STEPS,
  checkedValues: CHECKED_VALUES,
};

/** Steps of Adam at six sizes, beside PyTorch and numpy. */
export const OPTIM_RACE: RacePlan = {
  bench: "optim",
  tasks: SIZES.map(({ task, d }) => ({
    id: task,
    label: `Adam, d = ${grouped(d)}`,
    unit: "step",
    expected: referenceParameters(d),
    tolerance: TOLERANCE,
  })),
  ours: [
    ownEntry("in-place", "adam().updateInPlace", ADAM_TS, ["in place"]),
    ownEntry("space", "adam({ space }).updateInPlace", ADAM_TS, ["space"]),
    ownEntry("pure", "adam().update", ADAM_TS, ["pure"]),
  ],
  peers: (python) => [
    peerEntry(python, { id: "torch", label: "PyTorch Adam", program: TORCH, env: KEEP_MEMORY }),
    peerEntry(python, {
      id: "torch-fused",
      label: "PyTorch Adam, fused",
      program: TORCH,
      args: ["fused"],
      env: KEEP_MEMORY,
    }),
    peerEntry(python, { id: "numpy", label: "numpy", program: NUMPY }),
  ],
  settings: SETTINGS,
  aims: AIMS,
};
