import { counted } from "../mnist/format.ts";
import type { DigitsOptions } from "./options.ts";

/** The settings of the pipeline as it is documented. */
const documented = { epochs: 10, batch: 128, optimizer: "adadelta" };

/**
 * How a run differs from the documented pipeline, so that its numbers are not mistaken for that's.
 *
 * @param options What was asked for.
 * @param source Whether the data are complete.
 * @returns One phrase a difference; none for the documented run.
 */
export function differences(
  { epochs, batch, optimizer, limit }: Pick<
    DigitsOptions,
    "epochs" | "batch" | "optimizer" | "limit"
  >,
  source: { documented: boolean },
): string[] {
  const found: string[] = source.documented ? [] : ["other data"];
  if (limit !== undefined) found.push(`the first ${counted(limit, "image")} only`);
  if (epochs !== documented.epochs) {
    found.push(`${counted(epochs, "epoch")}, not ${documented.epochs}`);
  }
  if (batch !== documented.batch) found.push(`batch ${batch}, not ${documented.batch}`);
  if (optimizer !== documented.optimizer) found.push(`${optimizer}, not ${documented.optimizer}`);
  return found;
}
