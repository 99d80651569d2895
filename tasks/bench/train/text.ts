import type { ReportSection } from "descent/plot";
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
  const [training, inference] = tablesOf(results);
  const { leftOut } = results;
  return [
    ...headLines(results),
    "",
    roundsLine(results),
    "",
    textTable(training),
    "",
    textTable(inference),
    ...notes(results.tasks),
    ...(leftOut.length > 0 ? ["", ...leftOut] : []),
  ].join("\n");
}

/**
 * The same as a page.
 *
 * @param results As `runRace` gives them.
 * @returns Its sections.
 */
export function trainSections(results: RaceResults): ReportSection[] {
  const [training, inference] = tablesOf(results);
  const text = [...headLines(results), roundsLine(results), ...notes(results.tasks)];
  const section = (heading: string, [columns, ...rows]: string[][]) => ({
    heading,
    table: { columns: columns!, rows: rows.map((row) => columns!.map((_, i) => row[i] ?? "")) },
  });
  return [
    { text: [...text, ...results.leftOut].filter((line) => line !== "") },
    section("Training", training),
    section("Inference", inference),
  ];
}

function roundsLine({ bench, settings }: RaceResults): string {
  const rounds = `${counted(settings.rounds, "round")} in turn after ${settings.warmUp} to warm up`;
  const threads = counted(settings.peerThreads, "thread");
  return `${bench}: ${rounds}; ÷ is the time / PyTorch's on ${threads}`;
}

function tablesOf({ tasks, aims }: RaceResults): [string[][], string[][]] {
  const [training, inference] = ["step", "example"].map((unit) =>
    tasks.filter((task) => task.unit === unit)
  );
  return [
    tableRows("Training, batch 32, a step", training!, aims),
    tableRows("Inference, an example", inference!, aims),
  ];
}

/**
 * What stands above the tables of a race: the machine, who ran on what, and what was compared.
 *
 * @param results As `runRace` gives them.
 * @param compared What was compared before anything was timed.
 * @returns Lines.
 */
export function headLines(
  { machine, versions, tasks }: RaceResults,
  compared = "first losses and predictions",
): string[] {
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
    `Checked   ${compared} agree: the largest error is ${
      worst.toExponential(1)
    } of what is allowed`,
  ];
}

function tableRows(
  title: string,
  tasks: readonly TaskResult[],
  aims: readonly JudgedRaceAim[],
): string[][] {
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
  return [head, ...rows];
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
function notes(tasks: readonly TaskResult[]): string[] {
  const lines = tasks.flatMap(({ label, times }) =>
    times.flatMap(({ how = "" }) => {
      const why = how.split(": ").slice(1).join(": ");
      return why === "" ? [] : [`${label}: train() took model.fit, as ${why}`];
    })
  );
  return lines.length > 0 ? ["", ...lines] : [];
}
