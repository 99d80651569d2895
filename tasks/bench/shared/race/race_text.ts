import { counted, grouped } from "../../../mnist/format.ts";
import { busyWarning, describeMachine } from "../machine.ts";
import { compare, median, undisturbed } from "../statistics.ts";
import { textTable } from "../table.ts";
import type { RaceResults, TaskResult } from "./results.ts";

/**
 * A race for people: machine, versions, a table with a block for each task, and the aims.
 *
 * @param results As `runRace` gives them.
 * @returns Lines without an end.
 */
export function raceText(results: RaceResults): string {
  const { machine, versions, settings, tasks, aims, leftOut } = results;
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const warning = busyWarning(machine);
  const worst = Math.max(...tasks.flatMap(({ times }) => times.map(({ error }) => error)));
  return [
    `Machine   ${describeMachine(machine)}`,
    ...(warning === undefined ? [] : [warning]),
    `Versions  ${names.join(", ")}`,
    `Checked   all agree: the largest error is ${worst.toExponential(1)} of what is allowed`,
    "",
    `${results.bench}: ${
      counted(settings.rounds, "round")
    } in turn after ${settings.warmUp} to warm up`,
    textTable(timeRows(tasks)),
    ...(aims.length > 0 ? ["", textTable(aimRows(results))] : []),
    ...(leftOut.length > 0 ? ["", ...leftOut] : []),
  ].join("\n");
}

/** Every time is divided by that of the task's first contestant, which is ours. */
function timeRows(tasks: readonly TaskResult[]): string[][] {
  const rows = tasks.flatMap(({ label, unit, times }) =>
    times.map((time, i) => [
      i === 0 ? label : "",
      time.label,
      `${duration(undisturbed(time.msPerUnit, "smallest"))}`,
      `${duration(median(time.msPerUnit))} a ${unit}`,
      perSecond(undisturbed(time.msPerUnit, "smallest")),
      i === 0 ? "" : digits(compare(time.msPerUnit, times[0]!.msPerUnit, "smallest").byRound),
      time.runsOn,
    ])
  );
  return [["", "who", "min", "median", "a second", "/ first", "on"], ...rows];
}

function aimRows({ aims, tasks }: RaceResults): string[][] {
  const rows = aims.map(({ task, ours, peer, ratio, atMost, reached }) => {
    const { label, times } = tasks.find(({ id }) => id === task)!;
    const nameOf = (id: string) => times.find((time) => time.id === id)!.label;
    return [
      `${reached ? "reached" : "MISSED "}  ${label}: ${nameOf(ours)} / ${nameOf(peer)}`,
      digits(ratio.byRound),
      digits(ratio.ofBest),
      `at most ${atMost}`,
    ];
  });
  return [["Aims", "by round", "of best", "wanted"], ...rows];
}

function perSecond(ms: number): string {
  return grouped(Number((1000 / ms).toPrecision(3)));
}

/** A ratio that may be far from 1: `0.0042`, `1.23`, `346`. */
function digits(ratio: number): string {
  return `${Number(ratio.toPrecision(3))}`;
}

const UNITS = [["s", 1000], ["ms", 1], ["µs", 1e-3]] as const;

/** Milliseconds in the unit that suits, three digits: `1.25 ms`, `640 ns`. */
export function duration(ms: number): string {
  const [unit, size] = UNITS.find(([, size]) => ms >= size) ?? ["ns", 1e-6];
  return `${Number((ms / size).toPrecision(3))} ${unit}`;
}
