import { ROOT } from "../../shared/files.ts";
import { runAll, textOf } from "../../shared/kernel/run_all.ts";
import { fromFileUrl } from "../../nb/paths.ts";

/** Fresh kernels a round of the bench. */
export const RUNS_A_ROUND = 20;

const CELLS = 12;
const LINES = 30;

/** What was counted. */
export type LostCount = { runs: number; outputs: number; lost: number; busy: number };

/**
 * Runs a notebook again and again as "Run All" does, all cells at once, while every processor is kept
 * busy, and counts outputs that did not arrive under their cell before it was over.
 *
 * @param runs How many fresh kernels.
 * @returns The counts; an output is a printed line or the value of a cell.
 */
export async function countLost(runs: number): Promise<LostCount> {
  const busy = navigator.hardwareConcurrency;
  const workers = Array.from({ length: busy }, () => new Worker(BUSY, { type: "module" }));
  try {
    let lost = 0;
    for (let run = 0; run < runs; run++) lost += await lostInOneRun();
    return { runs, outputs: runs * CELLS * (LINES + 1), lost, busy };
  } finally {
    workers.forEach((worker) => worker.terminate());
  }
}

const BUSY = "data:application/javascript,while (true);";

async function lostInOneRun(): Promise<number> {
  const print = `for (let k = 0; k < ${LINES}; k++) console.log("line", k);`;
  const cells = Array.from({ length: CELLS }, (_, i) => `${print} "end ${i}"`);
  const first = 'import { show } from "descent/notebook";';
  const { outputs } = await runAll([first, ...cells], { cwd: fromFileUrl(ROOT) });
  let lost = 0;
  for (let i = 0; i < CELLS; i++) {
    const shown = textOf(outputs[i + 1]!).split("\n");
    const wanted = [...Array.from({ length: LINES }, (_, k) => `line ${k}`), `"end ${i}"`];
    lost += wanted.filter((line, at) => shown[at] !== line).length;
  }
  return lost;
}
