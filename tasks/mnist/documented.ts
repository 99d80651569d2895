import { counted, grouped } from "./format.ts";
import type { MnistOptions } from "./options.ts";

/** The settings of the documented run; Keras takes the same. */
const documented = {
  epochs: 5,
  batch: 32,
  optimizer: "adam",
  trainImages: 60_000,
  testImages: 10_000,
};

/**
 * How a run differs from the documented one, so that its numbers are not mistaken for those.
 *
 * @param options What was asked for.
 * @param data How many images there are, and whether they are from the documented data set.
 * @returns One phrase a difference; none for the documented run.
 */
export function differences(
  options: Pick<MnistOptions, "epochs" | "batch" | "optimizer">,
  data: { train: { n: number }; test: { n: number }; source: { documented: boolean } },
): string[] {
  const { train, test, source } = data;
  const { epochs, batch, optimizer, trainImages, testImages } = documented;
  const found: string[] = source.documented ? [] : ["other data"];
  const compare = (value: number, noun: string, wanted: number) => {
    if (value !== wanted) found.push(`${counted(value, noun)}, not ${grouped(wanted)}`);
  };
  compare(train.n, "training image", trainImages);
  compare(test.n, "test image", testImages);
  compare(options.epochs, "epoch", epochs);
  if (options.batch !== batch) found.push(`batch ${options.batch}, not ${batch}`);
  if (options.optimizer !== optimizer) found.push(`${options.optimizer}, not ${optimizer}`);
  return found;
}
