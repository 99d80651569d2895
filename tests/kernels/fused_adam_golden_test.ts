import * as tf from "@tensorflow/tfjs";
import { assert } from "@std/assert";
import { useBackend } from "descent/backend";
import { FusedAdam, type FusedAdamOptions } from "descent/kernels";
import { type GoldenCase, type GoldenFile, readGolden } from "../golden/read.ts";

type Point = [number, number];
type Params = Record<string, number>;
type Torch = { lr: number; betas: Point; eps: number };
type Keras = { learning_rate: number; beta_1: number; beta_2: number; epsilon: number };
type Case =
  & GoldenCase<
    { function: keyof typeof GRADIENTS; params: Params; start: Point; steps: number },
    (Torch | Keras) & { amsgrad?: boolean; weight_decay?: number },
    { path: Point[] }
  >
  & { peer: "torch" | "keras"; optimizer: string; one_ulp_sensitivity: number };

/** The slopes of the file's functions, worked out by hand from its `functions`. */
const GRADIENTS = {
  quadratic: ([x, y]: Point, { a, b, c, d, e }: Params): Point => [
    a! * x + c! * y - d!,
    b! * y + c! * x - e!,
  ],
  rosenbrock: ([x, y]: Point, { a, b }: Params): Point => [
    -2 * (a! - x) - 4 * b! * x * (y - x * x),
    2 * b! * (y - x * x),
  ],
  beale: ([x, y]: Point): Point => {
    const residuals = [1.5 - x + x * y, 2.25 - x + x * y ** 2, 2.625 - x + x * y ** 3];
    const byX = [y - 1, y ** 2 - 1, y ** 3 - 1];
    const byY = [x, 2 * x * y, 3 * x * y ** 2];
    const slope = (inner: number[]) => residuals.reduce((sum, r, i) => sum + 2 * r * inner[i]!, 0);
    return [slope(byX), slope(byY)];
  },
};

/** A float32 is 2²⁹ times as coarse as a float64. */
const COARSER = 2 ** 29;

for (const { from, file } of readGolden<GoldenFile & { cases: Case[] }>("optimizers.json")) {
  const cases = file.cases.filter(({ optimizer, options }) =>
    optimizer === "Adam" && !options.amsgrad && !options.weight_decay
  );
  for (const { id, peer, input, options, expected, one_ulp_sensitivity } of cases) {
    // Paths that float32 leaves by more than a hundredth say nothing.
    const tolerance = Math.max(1e-6, 10 * one_ulp_sensitivity * COARSER);
    Deno.test({
      name: `FusedAdam goes the path of ${peer}'s Adam, ${id}, ${from}`,
      ignore: tolerance > 0.01,
      fn: async () => {
        const path = await descend(settings(options), input);
        path.forEach((point, step) => {
          point.forEach((value, i) => {
            const error = Math.abs(value - expected.path[step]![i]!);
            assert(error <= tolerance, `step ${step}: off by ${error}, ${tolerance} allowed`);
          });
        });
      },
    });
  }
}

function settings(options: Torch | Keras): FusedAdamOptions {
  if ("lr" in options) {
    const { lr: learningRate, betas: [beta1, beta2], eps: epsilon } = options;
    return { learningRate, beta1, beta2, epsilon, epsilonOn: "corrected" };
  }
  const { learning_rate: learningRate, beta_1: beta1, beta_2: beta2, epsilon } = options;
  return { learningRate, beta1, beta2, epsilon, epsilonOn: "uncorrected" };
}

/** The points passed, the start included. The slopes are taken in float64 at float32 points. */
async function descend(options: FusedAdamOptions, input: Case["input"]): Promise<Point[]> {
  await useBackend("wasm");
  const optimizer = new FusedAdam(options);
  const point = tf.variable(tf.tensor1d(input.start));
  const path: Point[] = [[...point.dataSync()] as Point];
  for (let step = 0; step < input.steps; step++) {
    const slope = tf.tensor1d(GRADIENTS[input.function](path.at(-1)!, input.params));
    optimizer.applyGradients({ [point.name]: slope });
    slope.dispose();
    path.push([...point.dataSync()] as Point);
  }
  optimizer.dispose();
  point.dispose();
  return path;
}
