/**
 * Bytes from disk or network to plain records.
 *
 * @module
 */

export type { IdxArray, IdxDtype, IdxValues } from "./idx_format.ts";
export { readIdx, type ReadIdxOptions } from "./read_idx.ts";
export { writeIdx } from "./write_idx.ts";
