/**
 * Why data could not be had:
 * - `unavailable`: not on this machine, and no mirror gave it;
 * - `missing`: not in the folder that was named;
 * - `damaged`: a file is there, but it is not the one wanted, or cannot be read;
 * - `unwritable`: a download could not be written (disk full, folder read-only);
 * - `busy`: another process is downloading the file.
 */
export type DataFault = "unavailable" | "missing" | "damaged" | "unwritable" | "busy";

/**
 * Data could not be had for a reason outside the program. The text is one line that names the file or
 * folder and the command that mends it.
 *
 * It has a class of its own so that a caller may go on with other data where it is `unavailable`.
 *
 * @example A folder without the data set
 * ```ts
 * import { DataError, loadMnist } from "descent/data";
 * import { assertRejects } from "@std/assert";
 *
 * const dir = await Deno.makeTempDir();
 * const error = await assertRejects(() => loadMnist({ dir }), DataError, "Cannot find mnist: ");
 * error.fault satisfies string; // "missing"
 * ```
 */
export class DataError extends Error {
  override name = "DataError";

  /** Why. */
  readonly fault: DataFault;

  /**
   * @param fault Why.
   * @param message One line: what was tried, what is needed, what came, and the mend.
   * @param options `cause` is the error beneath, if there is one.
   */
  constructor(fault: DataFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.fault = fault;
  }
}
