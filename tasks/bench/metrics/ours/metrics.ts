/**
 * Our contestant: functions of descent/metrics on typed arrays.
 *
 * @module
 */

import type { Matrix } from "descent/core";
import {
  bootstrapCounts,
  type BootstrapEstimate,
  classificationReport,
  confusionMatrix,
  logLoss,
  reportText,
  rocAucScore,
} from "descent/metrics";
import { answerRace, type RaceTask } from "../../shared/race/answer_race.ts";
import type { KindFiles, MetricsSettings } from "../metrics.ts";

await answerRace(async ({ folder, settings }) => {
  const { kinds, resamples } = settings as MetricsSettings;
  const tasks: Record<string, RaceTask> = {};
  for (const kind of kinds) Object.assign(tasks, await tasksOf(kind, folder, resamples));
  return { runsOn: "JavaScript, 1 thread", tasks };
});

async function tasksOf(
  { id, n, k, files }: KindFiles,
  folder: string,
  resamples: number,
): Promise<Record<string, RaceTask>> {
  const yTrue = await Deno.readFile(`${folder}/${files.yTrue}`);
  const yPred = await Deno.readFile(`${folder}/${files.yPred}`);
  const data = new Float64Array((await Deno.readFile(`${folder}/${files.probabilities}`)).buffer);
  const probabilities: Float64Array | Matrix = k === 2 ? data : { data, rows: n, columns: k };
  const report = () => classificationReport(yTrue, yPred);
  const counts = () => confusionMatrix(yTrue, yPred).flat();
  const options = { seed: 1, resamples };
  const accuracy = () => {
    const table = counts();
    const right = table.reduce((sum, count, at) => at % (k + 1) === 0 ? sum + count : sum, 0);
    return bootstrapCounts([right, n - right], (drawn) => drawn[0]! / n, options);
  };
  const f1 = () =>
    bootstrapCounts(counts(), k === 2 ? f1Of : (drawn) => macroF1Of(drawn, k), options);
  return {
    [`confusion-${id}`]: plain(counts),
    [`report-${id}`]: {
      check: () =>
        report().averages.flatMap(({ precision, recall, f1 }) => [precision, recall, f1]),
      work: () => Math.sign(reportText(report()).length),
    },
    [`auc-${id}`]: plain(() => [rocAucScore(yTrue, probabilities)]),
    [`log-loss-${id}`]: plain(() => [logLoss(yTrue, probabilities)]),
    [`bootstrap-accuracy-${id}`]: bootstrapped(accuracy),
    [`bootstrap-f1-${id}`]: bootstrapped(f1),
  };
}

function plain(compute: () => number[]): RaceTask {
  return { check: compute, work: () => Math.sign(compute().length) };
}

/** Counting the samples is part of the work. */
function bootstrapped(run: () => BootstrapEstimate): RaceTask {
  return { check: () => [run().value], work: () => run().replicates.length };
}

function f1Of(table: Float64Array): number {
  return 2 * table[3]! / (2 * table[3]! + table[1]! + table[2]!);
}

function macroF1Of(table: Float64Array, k: number): number {
  const sums = new Float64Array(k); // of row and column together: 2 TP + FN + FP
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const count = table[i * k + j]!;
      sums[i]! += count;
      sums[j]! += count;
    }
  }
  let total = 0;
  for (let i = 0; i < k; i++) total += sums[i] === 0 ? 0 : 2 * table[i * k + i]! / sums[i]!;
  return total / k;
}
