import { KERNEL_NAME } from "../../lab/kernelspec.ts";
import type { BenchRequest, Measured } from "../registry.ts";
import { busyWarning, describeMachine, readMachine } from "../shared/machine.ts";
import { findPython } from "../shared/python.ts";
import { median } from "../shared/statistics.ts";
import { textTable } from "../shared/table.ts";
import { countLost, RUNS_A_ROUND } from "./lost.ts";
import { timeCells, timeLesson } from "./times.ts";
import { nbconvert, type Peer } from "./nbconvert.ts";

/** What is timed, with the aim in milliseconds where there is one. */
const ROWS = {
  cells: { label: "a lesson of 20 trivial cells, from start to end of its kernel", aim: 1000 },
  nbconvert: { label: "the same by jupyter nbconvert --execute", aim: undefined },
  imports: { label: "the first cell of 04_mnist_cnn: all imports, and the backend", aim: 2000 },
  first: { label: "first figure: handed to the notebook, with plotly.js before it", aim: 300 },
  later: { label: "later figure: handed to the notebook", aim: 300 },
  firstStill: {
    label: "first figure: its still picture is there too, and the cell over",
    aim: undefined,
  },
  laterStill: {
    label: "later figure: its still picture is there too, and the cell over",
    aim: 300,
  },
};

/** Milliseconds, a value a round; none for what was left out. */
export type Times = Record<keyof typeof ROWS, number[]>;

/**
 * Times what a reader of a lesson waits for, and counts outputs that are lost while other programs
 * keep all processors busy.
 *
 * @param request How many rounds are counted, and whether nbconvert runs too.
 * @param say Told in a few words what is going on.
 * @returns All timings, and how many outputs of how many were lost.
 */
export async function benchLesson(
  request: BenchRequest,
  say: (words: string) => void,
): Promise<Measured> {
  const machine = readMachine();
  const python = request.peers ? await findPython(request.python) : undefined;
  await using peer = python === undefined ? undefined : await nbconvert(python, KERNEL_NAME);
  const times = await timeRounds(request.rounds, peer, say);
  say(`counting lost outputs of ${request.rounds * RUNS_A_ROUND} runs under load`);
  const lost = await countLost(request.rounds * RUNS_A_ROUND);
  const report = [
    `Machine  ${describeMachine(machine)}`,
    ...[busyWarning(machine) ?? []].flat(),
    "",
    timesText(times),
    "",
    `Outputs lost or under a wrong cell: ${lost.lost} of ${lost.outputs}, in ${lost.runs} runs with ` +
    `all cells sent at once and ${lost.busy} busy threads beside`,
  ].join("\n");
  return { results: { bench: "lesson", machine, times, lost }, report };
}

async function timeRounds(rounds: number, peer: Peer | undefined, say: (words: string) => void) {
  const names = Object.keys(ROWS) as (keyof typeof ROWS)[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Times;
  for (let round = 0; round <= rounds; round++) { // round 0 warms up caches of files
    say(`round ${round} of ${rounds}`);
    const cells = await timeCells();
    const found = { cells, ...peer && { nbconvert: await peer.time() }, ...await timeLesson() };
    if (round === 0) continue;
    for (const name of names) if (name in found) times[name].push(found[name as "cells"]);
  }
  return times;
}

/** The times as a table, each beside its aim. */
export function timesText(times: Times): string {
  const names = Object.keys(ROWS) as (keyof typeof ROWS)[];
  const rows = names.filter((name) => times[name].length > 0).map((name) => {
    const { label, aim } = ROWS[name];
    const [least, middle] = [Math.min(...times[name]), median(times[name])];
    const wanted = aim === undefined ? "" : `${middle < aim ? "reached" : "missed"}: ${aim}`;
    return [label, least.toFixed(0), middle.toFixed(0), wanted];
  });
  const left = "\n(nbconvert left out: name a Python that has it by --python)";
  const table = textTable([["Milliseconds", "min", "median", "wanted"], ...rows]);
  return times.nbconvert.length > 0 ? table : table + left;
}
