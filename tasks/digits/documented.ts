import { counted } from "../mnist/format.ts";
import { type DigitsOptions, documented } from "./options.ts";

/**
 * How a run differs from the documented one of its network, so that its numbers are not mistaken for
 * those.
 *
 * @param options What was asked for.
 * @param source Whether the data are complete.
 * @returns One phrase a difference; none for the documented run.
 */
export function differences(
  options: Pick<DigitsOptions, "model" | "epochs" | "batch" | "optimizer" | "limit">,
  source: { documented: boolean },
): string[] {
  const { model, epochs, batch, optimizer, limit } = options;
  const wanted = documented[model];
  const found: string[] = source.documented ? [] : ["other data"];
  if (limit !== undefined) found.push(`the first ${counted(limit, "image")} only`);
  if (epochs !== wanted.epochs) {
    found.push(`${counted(epochs, "epoch")}, not ${wanted.epochs}`);
  }
  if (batch !== wanted.batch) found.push(`batch ${batch}, not ${wanted.batch}`);
  if (optimizer !== wanted.optimizer) found.push(`${optimizer}, not ${wanted.optimizer}`);
  return found;
}
