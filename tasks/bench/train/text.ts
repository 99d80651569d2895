import { counted } from "../../mnist/format.ts";
import { busyWarning, describeMachine } from "../shared/machine.ts";
import { duration } from "../shared/race/race_text.ts";
import type { JudgedRaceAim, RaceResults, RaceTime, TaskResult } from "../shared/race/results.ts";
import { compare, median, undisturbed } from "../shared/statistics.ts";
import { textTable } from "../shared/table.ts";
import { PEER } from "./aims.ts";

/** What each calls for inference. */
const PREDICTORS: Record<string, string> = {
  train: "predict() of descent/nn",
  fit: "model.predict",
  keras: "Keras predict_on_batch",
  torch: "PyTorch no_grad",
};

/**
 * The results of `deno task bench train` for people: a table of training and one of inference, every
 * time beside PyTorch's, with the aims next to the times that they are about.
 *
 * @param results As `runRace` gives them.
 * @returns Lines without an end.
 */
export function trainText(results: RaceResults): string {
  const { settings, tasks, leftOut } = results;
  const training = tasks.filter(({ unit }) => unit === "step");
  const inference = tasks.filter(({ unit }) => unit === "example");
  return [
    ...headLines(results),
    "",
    `${results.bench}: ${
      counted(settings.rounds, "round")
    } in turn after ${settings.warmUp} to warm up; ÷ is the time / PyTorch's on ${
      counted(settings.peerThreads, "thread")
    }`,
    "",
    table("Training, batch 32, a step", training, results.aims),
    "",
    table("Inference, an example", inference, results.aims),
    ...notes(training),
    ...(leftOut.length > 0 ? ["", ...leftOut] : []),
  ].join("\n");
}

function headLines({ machine, versions, tasks }: RaceResults): string[] {
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const warning = busyWarning(machine);
  const worst = Math.max(...tasks.flatMap(({ times }) => times.map(({ error }) => error)));
  const places = new Map(
    tasks.flatMap(({ times }) => times.map((time) => [time.label, time.runsOn])),
  );
  return [
    `Machine   ${describeMachine(machine)}`,
    ...(warning === undefined ? [] : [warning]),
    `Versions  ${names.join(", ")}`,
    ...Map.groupBy(places, ([, place]) => place).entries().map(([place, who]) =>
      `Runs on   ${place}: ${who.map(([label]) => label).join("; ")}`
    ),
    `Checked   first losses and predictions agree: the largest error is ${
      worst.toExponential(1)
    } of what is allowed`,
  ];
}

function table(
  title: string,
  tasks: readonly TaskResult[],
  aims: readonly JudgedRaceAim[],
): string {
  const head = [title, "who", "min", "median", "÷ by round", "÷ of best", "aim", "", "by"];
  const rows = tasks.flatMap((task) => {
    const peer = task.times.find(({ id }) => id === PEER);
    return task.times.map((time, i) => [
      i === 0 ? task.label : "",
      ...timeCells(time, task.unit, peer),
      ...aimCells(aims.find(({ ours, ...aim }) => aim.task === task.id && ours === time.id)),
      wayOf(time),
    ]);
  });
  return textTable([head, ...rows]);
}

function timeCells(time: RaceTime, unit: string, peer: RaceTime | undefined): string[] {
  const { id, label, msPerUnit } = time;
  const ratio = peer && id !== PEER ? compare(msPerUnit, peer.msPerUnit, "smallest") : undefined;
  return [
    unit === "example" ? PREDICTORS[id] ?? label : label,
    duration(undisturbed(msPerUnit, "smallest")),
    duration(median(msPerUnit)),
    ratio ? ratio.byRound.toFixed(2) : "",
    ratio ? ratio.ofBest.toFixed(2) : "",
  ];
}

function aimCells(aim: JudgedRaceAim | undefined): string[] {
  return aim ? [`≤ ${aim.atMost}`, aim.reached ? "reached" : "MISSED"] : ["", ""];
}

function wayOf({ how = "" }: RaceTime): string {
  return how.split(":")[0]!;
}

/** Why `train()` had to leave a network to `model.fit`. */
function notes(training: readonly TaskResult[]): string[] {
  const lines = training.flatMap(({ label, times }) =>
    times.flatMap(({ how = "" }) => {
      const why = how.split(": ").slice(1).join(": ");
      return why === "" ? [] : [`${label}: train() took model.fit, as ${why}`];
    })
  );
  return lines.length > 0 ? ["", ...lines] : [];
}
