/**
 * Contestants of ours: `adam()` of descent/optim, pure, in place, or in a Float64Space, as the first
 * word after the module says.
 *
 * @module
 */

import { createFloat64Space } from "descent/kernels";
import { adam, type AdamState, type Optimizer } from "descent/optim";
import { answerRace, type RaceTask } from "../../shared/race/answer_race.ts";
import { checkedPositions, firstGradient, gradientFactor, type OptimSettings } from "../sizes.ts";

type Way = "pure" | "in place" | "space";

/** Parameters, gradient, optimiser and its state. */
type Run = {
  w: Float64Array;
  gradient: Float64Array;
  optimizer: Optimizer<AdamState>;
  state: AdamState;
};

const way = Deno.args[0] as Way;

await answerRace((start) => {
  const settings = start.settings as OptimSettings;
  const tasks = settings.sizes.map(({ task, d, chunk }): [string, RaceTask] => {
    let running: Run | undefined;
    return [task, {
      check: () => check(d, settings),
      work() {
        running ??= prepare(d, settings);
        const begun = performance.now();
        let steps = 0;
        do {
          for (let t = 0; t < chunk; t++) step(running);
          steps += chunk;
        } while (performance.now() - begun < settings.roundMs);
        return steps;
      },
    }];
  });
  const runsOn = way === "space" ? "WASM, SIMD, 1 thread" : "JavaScript, 1 thread";
  return { runsOn, tasks: Object.fromEntries(tasks) };
});

function check(d: number, { checkedSteps, checkedValues, adam }: OptimSettings): number[] {
  const run = prepare(d, { adam });
  const first = run.gradient.slice();
  for (let t = 0; t < checkedSteps; t++) {
    for (let i = 0; i < d; i++) run.gradient[i] = first[i]! * gradientFactor(t);
    step(run);
  }
  return checkedPositions(d, checkedValues).map((i) => run.w[i]!);
}

function prepare(d: number, { adam: settings }: Pick<OptimSettings, "adam">): Run {
  const space = way === "space" ? createFloat64Space(4 * d) : undefined;
  const vector = () => space?.allocate(d) ?? new Float64Array(d);
  const optimizer = adam({ ...settings, ...(space ? { space } : {}) });
  const [w, gradient] = [vector(), vector()];
  gradient.set(firstGradient(d));
  return { w, gradient, optimizer, state: optimizer.init(w) };
}

function step(run: Run): void {
  const { w, gradient, optimizer } = run;
  if (way !== "pure") return optimizer.updateInPlace(w, gradient, run.state);
  const { step, state } = optimizer.update(gradient, run.state, w);
  run.w = w.map((value, i) => value + step[i]!);
  run.state = state;
}
