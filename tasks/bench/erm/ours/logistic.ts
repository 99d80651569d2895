/**
 * Our contestant: `fitLogisticRegression()` of descent/erm, by the way that it chooses or by the one
 * that the first word after the module names.
 *
 * @module
 */

import { createMatrix, type Matrix } from "descent/core";
import { empiricalRisk, fitLogisticRegression, logisticLoss, type Solver } from "descent/erm";
import { answerRace, type RaceTask } from "../../shared/race/answer_race.ts";
import type { ErmSettings, Problem } from "../problems.ts";

const solver = Deno.args[0] as Solver | undefined;

await answerRace(async ({ folder, settings }) => {
  const { problems, tables, fit } = settings as ErmSettings;
  const tasks: Record<string, RaceTask> = {};
  for (const problem of problems) {
    const { X, y } = await cut(folder, problem, tables[problem.table].columns);
    // scikit-learn's tolerance is a slope, ours a share of the slope at 0.
    const risk = empiricalRisk(X, y, { loss: logisticLoss });
    const steepest = Math.max(...risk.gradient(new Float64Array(risk.size)).map(Math.abs));
    const options = {
      C: fit.C,
      tolerance: fit.tolerance / steepest,
      ...(solver ? { solver } : {}),
    };
    tasks[problem.task] = {
      check() {
        const { objective, coefficients, intercept } = fitLogisticRegression(X, y, options);
        return [objective / (fit.C * y.length), ...coefficients.data, ...intercept];
      },
      work() {
        for (let i = 0; i < problem.fits; i++) fitLogisticRegression(X, y, options);
        return problem.fits;
      },
    };
  }
  return { runsOn: "JavaScript, 1 thread", tasks };
});

async function cut(
  folder: string,
  { n, d, table }: Problem,
  columns: number,
): Promise<{ X: Matrix; y: Float64Array }> {
  const read = async (part: string) =>
    new Float64Array((await Deno.readFile(`${folder}/${table}-${part}.f64`)).buffer);
  const [all, labels] = [await read("X"), await read("y")];
  const X = createMatrix(n, d);
  for (let i = 0; i < n; i++) X.data.set(all.subarray(i * columns, i * columns + d), i * d);
  return { X, y: labels.slice(0, n) };
}
