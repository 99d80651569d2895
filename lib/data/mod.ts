/**
 * Bytes from disk or network to plain records: the locker of data sets with their mirrors and
 * checksums, IDX and CSV files, MNIST, small tables and texts that are always at hand, corpora.
 *
 * @module
 */

export { type AutoMpg, loadAutoMpg } from "./auto_mpg.ts";
export { type CsvTable, parseCsv, type ParseCsvOptions } from "./csv.ts";
export { DataError, type DataFault } from "./data_error.ts";
export type { DataFile, DataSet } from "./data_set.ts";
export { decodeText, type DecodeTextOptions } from "./decode_text.ts";
export { type Digits, takeDigits } from "./digits.ts";
export {
  type DataProgress,
  downloadDataSet,
  type DownloadDataSetOptions,
} from "./download_data_set.ts";
export { drawDigit } from "./draw_digit.ts";
export type { IdxArray, IdxDtype, IdxValues } from "./idx_format.ts";
export { type LabelledTexts, loadReports, loadSentimentSentences } from "./labelled_texts.ts";
export { CORPORA, type CorpusName, loadCorpus, type LoadCorpusOptions } from "./load_corpus.ts";
export { defaultLocker, locateDataSet, type Locker } from "./locker.ts";
export { loadMnist, type LoadMnistOptions, type Mnist, type MnistSource } from "./mnist.ts";
export { mendCommand } from "./mend.ts";
export { loadMovielens, type Movielens } from "./movielens.ts";
export { numbersOf, type NumbersOfOptions } from "./numbers_of.ts";
export type { DataSource, LoadOptions } from "./read_data_file.ts";
export { readIdx, type ReadIdxOptions } from "./read_idx.ts";
export { readText, type ReadTextOptions } from "./read_text.ts";
export { DATA_SETS, findDataSet } from "./registry.ts";
export { loadDiabetes, loadDigits8x8, loadIris, loadWine } from "./sklearn_tables.ts";
export type { Table } from "./table.ts";
export type { Piece, TextCorpus } from "./text_corpus.ts";
export { type VerifiedFile, verifyDataSet } from "./verify_data_set.ts";
export { writeIdx } from "./write_idx.ts";
