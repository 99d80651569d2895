import { assert } from "@std/assert";
import { assertAllLists, type GoldenCase, type GoldenFile, readGolden } from "../golden/read.ts";
import { goldenFunction } from "./golden_functions.ts";
import { goldenOptimizer, type Options } from "./golden_optimizers.ts";
import { goldenSchedule } from "./golden_schedules.ts";

type Trajectory =
  & GoldenCase<
    { function: string; params: Record<string, number>; start: number[]; steps: number },
    Options,
    { path: (number | string)[][]; loss: (number | string)[] }
  >
  & { peer: string; optimizer: string; advised_abs_tolerance: number };

type ScheduleCase =
  & GoldenCase<{ steps: number[] }, Options, { learning_rate: (number | string)[] }>
  & { peer: string; schedule: string };

type File = GoldenFile & {
  cases: Trajectory[];
  schedule_cases: ScheduleCase[];
  tolerance: { schedules: { rel: number } };
};

const files = ["optimizers.json", "lion.json"].flatMap((name) => readGolden<File>(name));

for (const { from, file } of files) {
  Deno.test(`every list of ${file["file"]} is run, ${from}`, () => {
    assertAllLists(file, ["cases", "schedule_cases"]);
  });
  for (const test of file.cases) {
    Deno.test(`${test.peer}'s ${test.optimizer} takes the same path, ${test.id}, ${from}`, () => {
      const { loss, path } = walk(test);
      const abs = test.advised_abs_tolerance;
      test.expected.path.forEach((point, step) => {
        point.forEach((value, i) => near(path[step]![i]!, value, abs, 0, `step ${step}, w[${i}]`));
      });
      // The loss is steep where the walls are: a step aside of abs changes it by the slope's share.
      const { gradient } = goldenFunction(test.input);
      test.expected.loss.forEach((value, step) => {
        const slope = Math.max(1, ...gradient(path[step]!).map(Math.abs));
        near(loss[step]!, value, 4 * abs * slope, 1e-9, `loss after step ${step}`);
      });
    });
  }
  for (const test of file.schedule_cases ?? []) {
    Deno.test(`${test.peer}'s ${test.schedule} gives the same rates, ${test.id}, ${from}`, () => {
      const rate = goldenSchedule(test.schedule, test.options);
      const { rel } = file.tolerance.schedules;
      test.input.steps.forEach((step, i) => {
        // Keras's cosine ends at 0 only up to the rounding of float32.
        near(rate(step), test.expected.learning_rate[i]!, 1e-8, rel, `step ${step}`);
      });
    });
  }
}

function walk({ peer, optimizer: name, options, input }: Trajectory) {
  const { loss, gradient } = goldenFunction(input);
  const optimizer = goldenOptimizer(peer, name, options);
  const path = [Float64Array.from(input.start)];
  let state = optimizer.init(path[0]!);
  for (let step = 0; step < input.steps; step++) {
    const w = path[step]!;
    const taken = optimizer.update(gradient(w), state, w);
    state = taken.state;
    path.push(w.map((value, i) => value + taken.step[i]!));
  }
  return { path, loss: path.map(loss) };
}

function near(
  actual: number,
  expected: number | string,
  abs: number,
  rel: number,
  what: string,
): void {
  const number = Number(expected); // "NaN" and "Infinity" are written as text
  const error = Math.abs(actual - number);
  const allowed = abs + rel * Math.abs(number);
  const agrees = Object.is(actual, number) || error <= allowed;
  assert(agrees, `${what}: got ${actual}, the other tool ${number}, off by ${error}`);
}
