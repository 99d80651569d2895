import { createPrng, type Prng } from "descent/core";
import { glorotUniform } from "../../mnist/problem.ts";
import { drawExamples } from "./draw_examples.ts";
import type { WeightSpec } from "./layers.ts";
import type { Problem } from "./problem.ts";

/**
 * Writes each problem's examples and first weights, as little-endian numbers without a header:
 * `pipeline-x.f32`, `pipeline-y.u8`, `pipeline-0.f32` and so on.
 *
 * @param folder Where the contestants look.
 * @param problems What is raced.
 * @param least Examples that there must be at least. @default as many as the steps take
 */
export async function writeProblems(
  folder: string,
  problems: readonly Problem[],
  least = 1,
): Promise<void> {
  for (const problem of problems) {
    const { task, batch, steps } = problem;
    const n = Math.max(least, batch * steps);
    const { x, y } = await drawExamples(problem, n);
    await Deno.writeFile(`${folder}/${task}-x.f32`, new Uint8Array(x.buffer));
    await Deno.writeFile(`${folder}/${task}-y.u8`, y);
    for (const [i, values] of drawWeights(problem).entries()) {
      await Deno.writeFile(`${folder}/${task}-${i}.f32`, new Uint8Array(values.buffer));
    }
  }
}

/**
 * Draws a problem's weights before training, the same each time.
 *
 * @param problem What they are for.
 * @returns The weights, in Keras's order and layout.
 */
export function drawWeights({ weights }: Pick<Problem, "weights">): Float32Array<ArrayBuffer>[] {
  const prng = createPrng(weights.length);
  return weights.map((weight) => draw(weight, prng));
}

function draw({ shape, draw }: WeightSpec, prng: Prng): Float32Array<ArrayBuffer> {
  if (draw === "glorot") return glorotUniform(shape, () => prng.next());
  const size = shape.reduce((product, n) => product * n, 1);
  if (draw === "zeros") return new Float32Array(size);
  return Float32Array.from({ length: size }, () => 0.5 + prng.next());
}
