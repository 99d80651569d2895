import { grouped } from "../../mnist/format.ts";
import type { BenchRequest, Measured } from "../registry.ts";
import { ownEntry } from "../shared/entries.ts";
import { networkPeers } from "../shared/networks/peers.ts";
import { LOSS_TOLERANCE, type NetworkSettings } from "../shared/networks/problem.ts";
import { writeProblems } from "../shared/networks/write_problems.ts";
import type { RaceAim, RacePlan } from "../shared/race/plan.ts";
import { raceText } from "../shared/race/race_text.ts";
import { runRace } from "../shared/race/run_race.ts";
import { PROBLEMS } from "./problems.ts";

/**
 * Races training steps of the documented models.
 *
 * @param request How many rounds are counted, and whether Keras and PyTorch run too.
 * @param say Told in a few words what is going on.
 * @returns All timings and aims.
 * @throws {RangeError} If losses do not agree, or ours cannot run.
 */
export async function benchNn(
  request: BenchRequest,
  say: (words: string) => void,
): Promise<Measured> {
  const results = await runRace(NN_RACE, request, say);
  return { results, report: raceText(results) };
}

const OURS = new URL("./ours/models.ts", import.meta.url);

const SETTINGS: NetworkSettings = { problems: PROBLEMS, checkedSteps: 4 };

/** Not slower than Keras and not slower than PyTorch is not slower than the faster of the two. */
const AIMS: readonly RaceAim[] = PROBLEMS.flatMap(({ task }) =>
  ["keras", "torch"].map((peer) => ({
    task,
    ours: "descent",
    peer,
    atMost: 1,
    why: "who trains a model of a lesson shall not have to wait longer than in Python",
  }))
);

/** The models of the documented systems beside Keras and PyTorch. */
export const NN_RACE: RacePlan = {
  bench: "nn",
  tasks: PROBLEMS.map(({ task, label, batch }) => ({
    id: task,
    label: `${label}, batch ${grouped(batch)}`,
    unit: "step",
    tolerance: LOSS_TOLERANCE,
  })),
  ours: [ownEntry("descent", "train() of descent/nn", OURS)],
  peers: networkPeers,
  settings: SETTINGS,
  aims: AIMS,
  write: (folder) => writeProblems(folder, PROBLEMS),
};
