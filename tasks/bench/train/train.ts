import type { BenchRequest, Measured } from "../registry.ts";
import { ownEntry, PEER_THREADS } from "../shared/entries.ts";
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
import { curvesFound, curvesRace, curvesSections, curvesText } from "./curves.ts";
import { MODELS } from "./models.ts";
import { profileAll, rooflineSection, rooflineText } from "./roofline.ts";
import { headLines, trainSections, trainText } from "./text.ts";

/**
 * Races training and inference of the networks in the table and profiles their steps; or, where the
 * curves are asked for, races one network at growing sizes.
 *
 * @param request Rounds, steps a round, which networks, threads, and whether the peers run too.
 * @param say Told in a few words what is going on.
 * @returns All timings and aims.
 * @throws {RangeError} If first losses or predictions do not agree, or one of ours cannot run.
 */
export async function benchTrain(
  request: BenchRequest,
  say: (words: string) => void,
): Promise<Measured> {
  if (request.curves) return await benchCurves(request, say);
  const results = await runRace(trainRace(request), request, say);
  const { models = Object.keys(MODELS), threads = PEER_THREADS } = request;
  const profiles = await profileAll(models, threads, say);
  return {
    results: { ...results, profiles },
    report: `${trainText(results)}\n\n${rooflineText(profiles)}`,
    page: {
      title: "Training and inference",
      sections: [...trainSections(results), rooflineSection(profiles)],
    },
  };
}

async function benchCurves(
  request: BenchRequest,
  say: (words: string) => void,
): Promise<Measured> {
  const results = await runRace(curvesRace(request), request, say);
  const curves = curvesFound(results.tasks);
  const head = headLines(results, "first losses");
  return {
    results: { ...results, curves },
    report: [...head, "", curvesText(curves), "", ...results.leftOut].join("\n").trimEnd(),
    page: {
      title: "The cost of a training step",
      sections: [{ text: head }, ...curvesSections(curves)],
    },
  };
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
 * @param request Which networks (all of them where none is named), how many steps a round, and how many threads ours have.
 * @returns Its plan.
 */
export function trainRace(
  { models, steps, threads }: Pick<BenchRequest, "models" | "steps" | "threads">,
): RacePlan {
  const names = models ?? Object.keys(MODELS);
  const problems = names.map((name) => withSteps(MODELS[name]!.problem, steps));
  const settings: NetworkSettings = {
    problems,
    checkedSteps: CHECKED_STEPS,
    predict: PREDICT,
    ...(threads === undefined ? {} : { threads }),
  };
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
