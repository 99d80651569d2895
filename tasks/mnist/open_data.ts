import type { Digits, Mnist } from "descent/data";
import { showDownloads } from "../cli/download_progress.ts";
import { firstDigits } from "./limit.ts";
import type { MnistOptions } from "./options.ts";

/** The images of a run. */
export type RunData = { train: Digits; test: Digits; source: Mnist["source"] };

/**
 * Reads the images that a run is to use.
 *
 * @param options `data`, `seed` and `limit`. The test images stay whole unless the limit is lower.
 * @param signal Stops a download.
 * @returns The images, and where they are from.
 */
export async function openData(options: MnistOptions, signal: AbortSignal): Promise<RunData> {
  const { loadMnist } = await import("descent/data");
  const { data: dir, seed, limit, quiet } = options;
  const downloads = showDownloads();
  const onProgress = quiet ? undefined : downloads.onProgress;
  try {
    const { train, test, source } = await loadMnist({ dir, seed, signal, onProgress });
    return { train: firstDigits(train, limit), test: firstDigits(test, limit), source };
  } finally {
    downloads.done();
  }
}
