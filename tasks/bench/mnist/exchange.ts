import { PIXELS, type Problem, WEIGHT_SHAPES } from "./problem.ts";

/** Beside the numbers, which lie in files of their own, as `peers/problem.py` reads them. */
type Settings = { batch: number; distinct: number };

/**
 * Writes a problem to a folder that every contestant, in whatever language, can read: bytes and
 * little-endian float32 without any header, and `problem.json`.
 *
 * @param folder A path that exists.
 * @param problem What to write.
 */
export async function writeProblem(folder: string, problem: Problem): Promise<void> {
  const { batch, train, test, distinct, weights } = problem;
  const settings: Settings = { batch, distinct };
  await Deno.writeTextFile(`${folder}/problem.json`, JSON.stringify(settings));
  await Deno.writeFile(`${folder}/train_images.u8`, train.images);
  await Deno.writeFile(`${folder}/train_labels.u8`, train.labels);
  await Deno.writeFile(`${folder}/test_images.u8`, test.images);
  await Deno.writeFile(`${folder}/test_labels.u8`, test.labels);
  for (const [i, values] of weights.entries()) {
    await Deno.writeFile(`${folder}/weights_${i}.f32`, new Uint8Array(values.buffer));
  }
}

/**
 * Reads back what {@linkcode writeProblem} wrote.
 *
 * @param folder The same path.
 * @param steps Keep the training images of the first so many steps only. @default all
 * @returns The problem.
 */
export async function readProblem(folder: string, steps = Infinity): Promise<Problem> {
  const bytes = (name: string) => Deno.readFile(`${folder}/${name}`);
  const settings: Settings = JSON.parse(await Deno.readTextFile(`${folder}/problem.json`));
  const n = steps * settings.batch;
  return {
    ...settings,
    train: {
      images: (await bytes("train_images.u8")).slice(0, n * PIXELS),
      labels: (await bytes("train_labels.u8")).slice(0, n),
    },
    test: { images: await bytes("test_images.u8"), labels: await bytes("test_labels.u8") },
    weights: await Promise.all(
      WEIGHT_SHAPES.map(async (_, i) => new Float32Array((await bytes(`weights_${i}.f32`)).buffer)),
    ),
  };
}
