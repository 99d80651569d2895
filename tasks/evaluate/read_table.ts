import { cannot } from "descent/core";
import { csvRecords, LONGEST_RECORD, type Records } from "./csv_records.ts";
import { jsonRecords } from "./json_records.ts";

/** Some rows of a file, in its order. */
export type Rows = {
  /** The fields of each row; none where the row cannot be read. */
  fields: string[][];
  /** The line on which each begins, from 1. */
  lines: number[];
  /** Why a row cannot be read, by its place in this list. */
  faults: Map<number, string>;
};

/** A file that is read row by row. */
export type Table = {
  /** What messages call it. */
  name: string;
  columns: string[];
  /** The rows in batches, until there are none. */
  batches: AsyncGenerator<Rows, void>;
};

/**
 * Opens a file of rows and reads its header.
 *
 * @param path CSV (also ; or tab separated) or JSON Lines, plain or gzip; `-` is standard input.
 * @param signal Stops reading.
 * @returns The columns, and the rows as a stream.
 * @throws {RangeError} If the file cannot be read or has no header.
 */
export async function readTable(path: string, signal: AbortSignal): Promise<Table> {
  const name = path === "-" ? "standard input" : path;
  return await tableOf(name, await open(path, name), signal);
}

/**
 * A stream of bytes as a file of rows.
 *
 * @param name What messages call it.
 * @param bytes CSV or JSON Lines, plain or gzip.
 * @param signal Stops reading.
 * @returns The columns, and the rows as a stream.
 * @throws {RangeError} If it has no header.
 */
export async function tableOf(
  name: string,
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
): Promise<Table> {
  const batches = rowsOf(name, textOf(name, bytes, signal), signal);
  const first = await batches.next();
  if (first.done || !("columns" in first.value)) {
    const needed = "it must begin with a header, or with a JSON object";
    throw new RangeError(cannot(`read ${name}`, needed));
  }
  return { name, columns: first.value.columns, batches: batches as AsyncGenerator<Rows, void> };
}

async function open(path: string, name: string): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  if (path === "-") return Deno.stdin.readable;
  try {
    if ((await Deno.stat(path)).isDirectory) {
      throw new RangeError(cannot(`read ${name}`, "it must be a file, and is a folder"));
    }
    return (await Deno.open(path)).readable;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const why = error instanceof Deno.errors.NotFound ? "there is no such file" : String(error);
    throw new RangeError(cannot(`read ${name}`, why), { cause: error });
  }
}

/** The text of the bytes, unpacked first if they are gzip. */
async function* textOf(
  name: string,
  bytes: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const reader = bytes.getReader();
  // A pipe may be silent for hours: do not wait for it after Ctrl-C.
  signal.addEventListener("abort", () => void reader.cancel().catch(() => {}), { once: true });
  const start: Uint8Array<ArrayBuffer>[] = [];
  let next = await reader.read();
  // Two bytes tell gzip, and a pipe may give them one by one.
  while (!next.done && start.length + next.value.length < 2) {
    start.push(next.value);
    next = await reader.read();
  }
  if (!next.done) start.push(next.value);
  const whole = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (to) => start.forEach((bytes) => to.enqueue(bytes)),
    async pull(to) {
      const more = next.done ? next : await reader.read();
      more.done ? to.close() : to.enqueue(more.value);
    },
    cancel: (why) => reader.cancel(why),
  });
  const [first, second] = start.flatMap((bytes) => [...bytes.subarray(0, 2)]);
  const isGzip = first === 0x1f && second === 0x8b;
  const plain = isGzip ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
  const decoder = new TextDecoder();
  try {
    for await (const chunk of plain) yield decoder.decode(chunk, { stream: true });
  } catch (cause) {
    if (!isGzip || !(cause instanceof TypeError)) throw cause;
    throw new RangeError(cannot(`read ${name}`, "its gzip must be whole"), { cause });
  }
  yield decoder.decode();
}

const emptyRows = (): Rows => ({ fields: [], lines: [], faults: new Map() });

/** First the columns, then the rows, as many at a time as a piece of the file holds. */
async function* rowsOf(
  name: string,
  pieces: AsyncGenerator<string>,
  signal: AbortSignal,
): AsyncGenerator<Rows | { columns: string[] }, void> {
  let columns: string[] | undefined;
  let rows = emptyRows();
  let records: Records | undefined;
  let beginning = "";
  const onHeader = (found: string[]) => columns = checkedHeader(name, found);
  const onRecord = (fields: string[], line: number, fault?: string) => {
    if (columns === undefined && fault === undefined) return void onHeader(fields);
    if (columns === undefined) {
      throw new RangeError(cannot(`read ${name}`, `line ${line}: ${fault}`));
    }
    const why = fault ?? wrongWidth(fields.length, columns!.length);
    if (why !== undefined) rows.faults.set(rows.lines.length, why);
    rows.fields.push(fields);
    rows.lines.push(line);
  };
  let told = false;
  for await (const piece of pieces) {
    signal.throwIfAborted();
    if (records) records.push(piece);
    else {
      beginning += piece;
      if (beginning.length > LONGEST_RECORD && !beginning.includes("\n")) {
        const needed = `its first line must end within ${LONGEST_RECORD} characters`;
        throw new RangeError(cannot(`read ${name}`, needed));
      }
      if (!hasFirstLine(beginning)) continue; // which tells the form
      records = recordsFor(beginning, onHeader, onRecord);
      records.push(beginning);
    }
    if (!told && columns) yield { columns };
    told ||= columns !== undefined;
    if (told && rows.lines.length > 0) {
      yield rows;
      rows = emptyRows();
    }
  }
  signal.throwIfAborted();
  if (!records) {
    records = recordsFor(beginning, onHeader, onRecord);
    records.push(beginning);
  }
  records.end();
  if (!told && columns) yield { columns };
  if (columns && rows.lines.length > 0) yield rows;
}

/** Whether there is a whole line that is not blank. */
function hasFirstLine(text: string): boolean {
  const start = text.search(/\S/);
  return start >= 0 && text.indexOf("\n", start) >= 0;
}

function recordsFor(
  beginning: string,
  onHeader: (columns: string[]) => void,
  onRecord: (fields: string[], line: number, fault?: string) => void,
): Records {
  const firstLine = /\S[^\n]*/.exec(beginning)?.[0] ?? "";
  if (firstLine.replace("\uFEFF", "").startsWith("{")) return jsonRecords(onHeader, onRecord);
  const delimiter = [",", ";", "\t"].find((mark) => firstLine.includes(mark)) ?? ",";
  return csvRecords(delimiter, onRecord);
}

function checkedHeader(name: string, found: string[]): string[] {
  const columns = found.map((column) => column.trim());
  const twice = columns.find((column, i) => columns.indexOf(column) !== i);
  if (twice === undefined) return columns;
  throw new RangeError(cannot(`read ${name}`, "each column needs its own name", twice));
}

function wrongWidth(got: number, wanted: number): string | undefined {
  return got === wanted ? undefined : `it has ${got} field${got === 1 ? "" : "s"}, not ${wanted}`;
}
