import type { BenchRequest, Measured } from "../registry.ts";
import { ownEntry } from "../shared/entries.ts";
import { networkPeers } from "../shared/networks/peers.ts";
import {
  LOSS_TOLERANCE,
  type NetworkSettings,
  predictTask,
  type Problem,
} from "../shared/networks/problem.ts";
import { writeProblems } from "../shared/networks/write_problems.ts";
import type { RacePlan, TaskPlan } from "../shared/race/plan.ts";
import { runRace } from "../shared/race/run_race.ts";
import { aimsOf } from "./aims.ts";
import { MODELS } from "./models.ts";
import { trainText } from "./text.ts";

/**
 * Races training and inference of the networks in the table.
 *
 * @param request Rounds, steps a round, which networks, and whether Keras and PyTorch run too.
 * @param say Told in a few words what is going on.
 * @returns All timings and aims.
 * @throws {RangeError} If first losses or predictions do not agree, or one of ours cannot run.
 */
export async function benchTrain(
  request: BenchRequest,
  say: (words: string) => void,
): Promise<Measured> {
  const plan = trainRace(request);
  const results = await runRace(plan, request, say);
  return { results, report: trainText(results) };
}

const TRAIN = new URL("./ours/train.ts", import.meta.url);
const FIT = new URL("./ours/fit.ts", import.meta.url);
const FUSED = ownEntry("fused", "model.fit, FusedAdam", FIT, ["fused"]);

const CHECKED_STEPS = 4;

/** Examples at once: a service's single question, and a batch that lets wide machines stretch. */
const PREDICT = [{ batch: 1, examples: 128 }, { batch: 256, examples: 512 }];

/** Probabilities, by float32 sums in another order. */
const PREDICT_TOLERANCE = { rel: 1e-3, abs: 1e-5 };

/**
 * The race of the networks asked for.
 *
 * @param request Which networks (all of them where none is named) and how many steps a round.
 * @returns Its plan.
 */
export function trainRace({ models, steps }: Pick<BenchRequest, "models" | "steps">): RacePlan {
  const names = models ?? Object.keys(MODELS);
  const problems = names.map((name) => withSteps(MODELS[name]!.problem, steps));
  const settings: NetworkSettings = { problems, checkedSteps: CHECKED_STEPS, predict: PREDICT };
  const most = Math.max(...PREDICT.map(({ examples }) => examples));
  return {
    bench: "train",
    tasks: [...problems.map(trainingTask), ...problems.flatMap(predictingTasks)],
    ours: [
      ownEntry("train", "train() of descent/nn", TRAIN),
      ownEntry("fit", "model.fit, tf.train.adam", FIT),
      ...(names.includes("documented") ? [FUSED] : []),
    ],
    peers: networkPeers,
    settings,
    aims: names.flatMap((name) => aimsOf(name, PREDICT.map(({ batch }) => batch))),
    write: (folder) => writeProblems(folder, problems, most),
  };
}

function withSteps(problem: Problem, steps = problem.steps): Problem {
  return { ...problem, steps };
}

function trainingTask({ task, label }: Problem): TaskPlan {
  return { id: task, label, unit: "step", tolerance: LOSS_TOLERANCE };
}

function predictingTasks({ task, label }: Problem): TaskPlan[] {
  return PREDICT.map(({ batch }) => ({
    id: predictTask(task, batch),
    label: `${label}, batch ${batch}`,
    unit: "example",
    tolerance: PREDICT_TOLERANCE,
  }));
}
