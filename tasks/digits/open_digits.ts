import { stratifiedSplit } from "descent/preprocess";
import type { Digits } from "descent/data";
import { showDownloads } from "../cli/download_progress.ts";
import { firstDigits } from "../mnist/limit.ts";
import type { RunSource } from "../shared/digits/run.ts";
import type { DigitsOptions } from "./options.ts";

/** The digits of a run in three parts. */
export type DigitParts = { train: Digits; validation: Digits; test: Digits; source: RunSource };

/** Share of the small digits to test on; MNIST has test images of its own. */
const TEST = 0.2;
/** Share of what is left to look at while training goes on; a thousand digits are enough for that. */
const VALIDATION = 0.1;
const MOST_TO_VALIDATE = 1000;

/**
 * Reads digits and splits them by the seed, each part with the same share of every digit.
 *
 * @param options Which digits, and the seed.
 * @param signal Stops a download.
 * @returns The parts, and where they are from.
 */
export async function openDigits(
  options: DigitsOptions,
  signal: AbortSignal,
): Promise<DigitParts> {
  const { seed } = options;
  const { takeDigits } = await import("descent/data");
  const { known, test, source } = options.data === "mnist"
    ? await openMnist(options, signal)
    : await openSmall(seed);
  const testSize = Math.min(VALIDATION, MOST_TO_VALIDATE / known.n);
  const { train, test: held } = stratifiedSplit(known.labels, { testSize, seed });
  return { train: takeDigits(known, train), validation: takeDigits(known, held), test, source };
}

type Parts = { known: Digits; test: Digits; source: RunSource };

async function openMnist(options: DigitsOptions, signal: AbortSignal): Promise<Parts> {
  const { loadMnist } = await import("descent/data");
  const { dir, seed, limit, quiet } = options;
  const downloads = showDownloads();
  const onProgress = quiet ? undefined : downloads.onProgress;
  try {
    const { train, test, source } = await loadMnist({ dir, seed, signal, onProgress });
    return { known: firstDigits(train, limit), test: firstDigits(test, limit), source };
  } finally {
    downloads.done();
  }
}

async function openSmall(seed: number): Promise<Parts> {
  const { loadDigits8x8, takeDigits } = await import("descent/data");
  const { X, y, source } = await loadDigits8x8();
  // Counts from 0 to 16 as grey levels from 0 to 255, which pictures are made of.
  const images = Uint8Array.from(X.data, (count) => Math.round(count / 16 * 255));
  const all = { images, labels: Uint8Array.from(y), n: X.rows, height: 8, width: 8 };
  const { train, test } = stratifiedSplit(all.labels, { testSize: TEST, seed });
  return {
    known: takeDigits(all, train),
    test: takeDigits(all, test),
    source: {
      name: "digits of 8 × 8",
      documented: true,
      note: "The test part of UCI's optical digits, as scikit-learn has it",
      licence: source.licence,
      files: source.files,
    },
  };
}
