import { readCutComment } from "./arpa_comment.ts";
import { ArpaLines } from "./arpa_lines.ts";
import type { TextCut } from "./model.ts";
import { findBytes, type Vocabulary } from "./vocabulary.ts";
import { grown, WordTable } from "./word_table.ts";

/** The n-grams of one order as they stand in a file. */
export type Entries = {
  count: number;
  /** Word numbers, `order` an n-gram. */
  words: Uint32Array<ArrayBuffer>;
  log10: Float64Array<ArrayBuffer>;
  backoffs: Float64Array<ArrayBuffer>;
  /** The line of each n-gram, for errors. */
  lines: Uint32Array<ArrayBuffer>;
};

/** SRILM writes log10 0 as -99; whatever is below is a zero too. */
const LOG_ZERO = -99;

/** Reads the file's sections. Word numbers are those of the unigrams, in the file's order. */
export function readEntries(
  bytes: Uint8Array,
): { vocabulary: Vocabulary; entries: Entries[]; cut: TextCut | undefined } {
  const lines = new ArpaLines(bytes);
  const cut = readComments(lines);
  const counts = readCounts(lines);
  const table = new WordTable();
  const wordOf = { vocabulary: undefined as Vocabulary | undefined };
  const entries = counts.map((count, i) => {
    const order = i + 1;
    if (lines.text() !== `\\${order}-grams:`) throw lines.error(`it must be \\${order}-grams:`);
    const find = (start: number, end: number): number => {
      if (order > 1) return findBytes(wordOf.vocabulary!, bytes, start, end);
      const size = table.size;
      const id = table.add(bytes, start, end);
      if (id < size) throw lines.error("a word must stand among the 1-grams once");
      return id;
    };
    const found = readSection(lines, order, { count, top: counts.length, find });
    if (order === 1) wordOf.vocabulary = table.finish();
    return found;
  });
  if (lines.text() !== "\\end\\") throw lines.error("it must be \\end\\");
  if (lines.next()) throw lines.error("nothing must follow \\end\\");
  return { vocabulary: wordOf.vocabulary!, entries, cut };
}

/** Goes past comments, which start with # as for KenLM; returns what one says of the text's cut. */
function readComments(lines: ArpaLines): TextCut | undefined {
  let cut: TextCut | undefined;
  while (lines.next()) {
    if (lines.bytes[lines.start] !== 35) return cut;
    cut ??= readCutComment(lines.text());
  }
  throw lines.error("an ARPA file must hold the line \\data\\");
}

/** The lines "ngram 1=…" between \data\ and \1-grams:, behind which reading then stands. */
function readCounts(lines: ArpaLines): number[] {
  if (stripMark(lines.text()) !== "\\data\\") throw lines.error("it must be \\data\\");
  const counts: number[] = [];
  while (lines.next() && lines.bytes[lines.start] !== 92) { // a backslash begins a section
    const order = counts.length + 1;
    const match = lines.text().match(/^ngram\s+(\d+)\s*=\s*(\d+)$/);
    if (Number(match?.[1]) !== order) {
      throw lines.error(`it must be "ngram ${order}=" and a number`);
    }
    const count = Number(match![2]);
    if (count > lines.bytes.length) throw lines.error("the file must hold as many n-grams");
    counts.push(count);
  }
  if (counts.length === 0) throw lines.error('"ngram 1=" and a number must follow \\data\\');
  return counts;
}

function readSection(
  lines: ArpaLines,
  order: number,
  { count, top, find }: {
    count: number;
    top: number;
    find(start: number, end: number): number;
  },
): Entries {
  let entries: Entries = {
    count: 0,
    words: new Uint32Array(16 * order),
    log10: new Float64Array(16),
    backoffs: new Float64Array(16),
    lines: new Uint32Array(16),
  };
  while (lines.next() && !isSectionLine(lines)) {
    if (entries.count === entries.lines.length) entries = larger(entries, order);
    readEntry(lines, order, { entries, hasBackoff: order < top, find });
  }
  if (entries.count === count) return entries;
  throw lines.error(`there must be ${count} ${order}-grams before it, found ${entries.count}`);
}

/** A line that starts with a backslash and has no second field: n-grams start with a number. */
function isSectionLine(lines: ArpaLines): boolean {
  return lines.bytes[lines.start] === 92;
}

function readEntry(
  lines: ArpaLines,
  order: number,
  { entries, hasBackoff, find }: {
    entries: Entries;
    hasBackoff: boolean;
    find(start: number, end: number): number;
  },
): void {
  let end = lines.fieldEnd(lines.start);
  const log10 = lines.number(lines.start, end);
  if (!(log10 <= 0)) throw lines.error("it must begin with a log10 probability of at most 0");
  const at = entries.count;
  for (let i = 0; i < order; i++) {
    const start = lines.fieldStart(end);
    end = lines.fieldEnd(start);
    if (start === end) throw lines.error(`a probability and ${order} words must stand in it`);
    const id = find(start, end);
    if (id < 0) throw lines.error("its words must stand among the 1-grams");
    entries.words[at * order + i] = id;
  }
  const start = lines.fieldStart(end);
  end = lines.fieldEnd(start);
  const backoff = start === end ? 0 : lines.number(start, end);
  if (!(backoff < Infinity)) throw lines.error(`a number must follow its ${order} words`);
  if (end < lines.end) throw lines.error(`nothing must follow its ${order} words and back-off`);
  if (!hasBackoff && backoff !== 0) throw lines.error("the longest n-grams must have no back-off");
  entries.log10[at] = log10 > LOG_ZERO ? log10 : -Infinity;
  entries.backoffs[at] = backoff > LOG_ZERO ? backoff : -Infinity;
  entries.lines[at] = lines.line;
  entries.count++;
}

function larger({ count, words, log10, backoffs, lines }: Entries, order: number): Entries {
  return {
    count,
    words: grown(words, count * order),
    log10: grown(log10, count),
    backoffs: grown(backoffs, count),
    lines: grown(lines, count),
  };
}

function stripMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
