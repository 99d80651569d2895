/**
 * Bytes from disk or network to plain records: the locker of data sets with their mirrors and
 * checksums, IDX files, MNIST.
 *
 * @module
 */

export { DataError, type DataFault } from "./data_error.ts";
export type { DataFile, DataSet } from "./data_set.ts";
export type { Digits } from "./digits.ts";
export {
  type DataProgress,
  downloadDataSet,
  type DownloadDataSetOptions,
} from "./download_data_set.ts";
export { drawDigit } from "./draw_digit.ts";
export type { IdxArray, IdxDtype, IdxValues } from "./idx_format.ts";
export { defaultLocker, locateDataSet, type Locker } from "./locker.ts";
export { loadMnist, type LoadMnistOptions, type Mnist, type MnistSource } from "./mnist.ts";
export { mendCommand } from "./mend.ts";
export { readIdx, type ReadIdxOptions } from "./read_idx.ts";
export { DATA_SETS, findDataSet } from "./registry.ts";
export { type VerifiedFile, verifyDataSet } from "./verify_data_set.ts";
export { writeIdx } from "./write_idx.ts";
