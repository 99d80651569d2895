import { cannot } from "../core/mod.ts";

/** What {@linkcode parseCsv} found: text alone, nothing guessed. */
export type CsvTable = {
  /** The fields of the first line, or the numbers 0, 1, … as text where there is no header. */
  header: string[];
  /** The records, each with as many fields as the header. */
  rows: string[][];
  /** The line on which each record begins, counted from 1, for error texts. */
  lines: number[];
};

/** What {@linkcode parseCsv} may be told. */
export type ParseCsvOptions = {
  /** One character between fields. @default "," */
  delimiter?: string | undefined;
  /** Whether the first record names the columns. @default true */
  header?: boolean | undefined;
  /** What error texts call the text, such as a path. @default "CSV" */
  name?: string | undefined;
};

/**
 * Reads comma-separated values as RFC 4180 has them: fields may be quoted, a quoted field may hold
 * delimiters, line ends and doubled quotes. Lines end with CR LF or LF; a byte order mark is dropped.
 * Empty lines are left out, unless there is one column only, where they are an empty field.
 *
 * The fields stay text: `numbersOf` turns columns into numbers. For a danfojs frame write
 * `new dfd.DataFrame(table.rows, { columns: table.header })`.
 *
 * @param text The whole file.
 * @param options All may be left out.
 * @returns Header, records and the lines they begin on.
 * @throws {SyntaxError} If a record has more or fewer fields than the first, a quote is not closed,
 * stands inside an unquoted field, or is followed by something else than a delimiter. The error names
 * the line.
 *
 * @example
 * ```ts
 * import { parseCsv } from "descent/data";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const { header, rows } = parseCsv('name,says\r\ncat,"meow, ""purr"""\r\n');
 * assertEquals(header, ["name", "says"]);
 * assertEquals(rows, [["cat", 'meow, "purr"']]);
 * assertThrows(
 *   () => parseCsv("a,b\n1,2\n3\n"),
 *   SyntaxError,
 *   "Cannot read CSV: line 3 must have 2 fields, got 1",
 * );
 * ```
 *
 * Source: Y. Shafranovich, RFC 4180 (2005).
 */
export function parseCsv(
  text: string,
  { delimiter = ",", header = true, name = "CSV" }: ParseCsvOptions = {},
): CsvTable {
  if (delimiter.length !== 1 || '"\r\n'.includes(delimiter)) {
    throw new RangeError(
      cannot("read CSV", "delimiter must be one character, no quote or line end", delimiter),
    );
  }
  const action = `read ${name}`;
  const rows: string[][] = [];
  const lines: number[] = [];
  const place = { at: text.startsWith("\uFEFF") ? 1 : 0, line: 1 };
  while (place.at < text.length) {
    const { line } = place;
    const row = readRecord(text, place, delimiter, action);
    const width = rows[0]?.length ?? row.length;
    if (row.length === 1 && row[0] === "" && (rows.length === 0 || width > 1)) continue;
    if (row.length !== width) {
      throw new SyntaxError(cannot(action, `line ${line} must have ${width} fields`, row.length));
    }
    rows.push(row);
    lines.push(line);
  }
  const names = header ? rows.shift() : rows[0]?.map((_, j) => String(j));
  if (header) lines.shift();
  return { header: names ?? [], rows, lines };
}

/** Where the reader stands; the functions below move it on. */
type Place = { at: number; line: number };

function readRecord(text: string, place: Place, delimiter: string, action: string): string[] {
  const row: string[] = [];
  while (true) {
    const quoted = text[place.at] === '"';
    row.push(quoted ? readQuoted(text, place, action) : readPlain(text, place, delimiter, action));
    if (text[place.at] === delimiter) {
      place.at++;
      continue;
    }
    if (text[place.at] === "\r" && text[place.at + 1] === "\n") place.at++;
    if (place.at < text.length && text[place.at] !== "\n") {
      const needed = `line ${place.line} must have a delimiter or its end after a closing quote`;
      throw new SyntaxError(cannot(action, needed, text[place.at]));
    }
    place.at++;
    place.line++;
    return row;
  }
}

const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;

function readPlain(text: string, place: Place, delimiter: string, action: string): string {
  const start = place.at;
  const stop = delimiter.charCodeAt(0);
  let { at } = place;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === stop || code === LINE_FEED) break;
    if (code === RETURN && text.charCodeAt(at + 1) === LINE_FEED) break;
    if (code !== QUOTE) continue;
    const needed = `a field with a quote in line ${place.line} must be quoted as a whole`;
    throw new SyntaxError(cannot(action, needed, text.slice(start, at + 1)));
  }
  place.at = at;
  return text.slice(start, at);
}

function readQuoted(text: string, place: Place, action: string): string {
  const start = place.at + 1;
  let end = text.indexOf('"', start);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) {
    const needed = `the quote opened in line ${place.line} must be closed`;
    throw new SyntaxError(`${cannot(action, needed)}, got the end of the text`);
  }
  const field = text.slice(start, end);
  for (let i = field.indexOf("\n"); i >= 0; i = field.indexOf("\n", i + 1)) place.line++;
  place.at = end + 1;
  return field.replaceAll('""', '"');
}
