import { assertEquals, assertRejects } from "@std/assert";
import { LONGEST_RECORD } from "../../tasks/evaluate/csv_records.ts";
import { readRows } from "../../tasks/evaluate/read_rows.ts";
import { layoutOf } from "../../tasks/evaluate/layout.ts";
import { type Rows, tableOf } from "../../tasks/evaluate/read_table.ts";

const never = new AbortController().signal;

/** A stream of bytes in pieces of so many. */
function stream(bytes: Uint8Array, size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(to) {
      if (at >= bytes.length) return to.close();
      to.enqueue(bytes.slice(at, at += size));
    },
  });
}

/** The columns and all rows of a text, read in pieces of so many bytes. */
async function read(text: string | Uint8Array, size = 1 << 16) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const { columns, batches } = await tableOf("p.csv", stream(bytes, size), never);
  const all: Rows[] = [];
  for await (const rows of batches) all.push(rows);
  return {
    columns,
    fields: all.flatMap(({ fields }) => fields),
    lines: all.flatMap(({ lines }) => lines),
    faults: all.flatMap(({ lines, faults }) => [...faults].map(([i, why]) => [lines[i], why])),
  };
}

async function gzip(text: string): Promise<Uint8Array> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

const TEXT = '\uFEFFy_true,y_pred,text\r\n1,0,"é,\n😀"\r\n\r\n0,0,x\r\n1,1\r\n';

Deno.test("tableOf() reads the same in whatever pieces bytes come, packed or not", async () => {
  const expected = {
    columns: ["y_true", "y_pred", "text"],
    fields: [["1", "0", "é,\n😀"], ["0", "0", "x"], ["1", "1"]],
    lines: [2, 5, 6],
    faults: [[6, "it has 2 fields, not 3"]],
  };
  for (const size of [1, 2, 3, 7, 1000]) {
    assertEquals(await read(TEXT, size), expected, `${size} bytes`);
    assertEquals(await read(await gzip(TEXT), size), expected, `${size} bytes of gzip`);
  }
});

Deno.test("tableOf() takes ; and tabs for delimiters, by the header", async () => {
  for (const mark of [";", "\t"]) {
    const { columns, fields } = await read(`y_true${mark}y_pred\n1,5${mark}2\n`);
    assertEquals([columns, fields], [["y_true", "y_pred"], [["1,5", "2"]]]);
  }
});

Deno.test("tableOf() takes a file that ends without a line end, or after its header", async () => {
  assertEquals((await read("a,b\n1,2")).fields, [["1", "2"]]);
  assertEquals((await read("a,b")).columns, ["a", "b"]);
  assertEquals((await read('\n{"a":1}')).columns, ["a"]);
});

const NO_HEADER = "Cannot read p.csv: it must begin with a header, or with a JSON object";
const refusals: [title: string, bytes: () => Promise<string | Uint8Array>, message: string][] = [
  ["an empty file", () => Promise.resolve(""), NO_HEADER],
  ["blank lines", () => Promise.resolve("\n \n\n"), NO_HEADER],
  [
    "half a gzip",
    async () => (await gzip(TEXT.repeat(50))).slice(0, 60),
    "Cannot read p.csv: its gzip must be whole",
  ],
  [
    "a header without end",
    () => Promise.resolve("x".repeat(LONGEST_RECORD + 1)),
    `Cannot read p.csv: its first line must end within ${LONGEST_RECORD} characters`,
  ],
  [
    "a column that comes twice",
    () => Promise.resolve("a, a\n1,2\n"),
    'Cannot read p.csv: each column needs its own name, got "a"',
  ],
  [
    "an open quote in the header",
    () => Promise.resolve('a,"b\n1,2\n'),
    "Cannot read p.csv: line 1: a quote is not closed",
  ],
];
for (const [title, bytes, message] of refusals) {
  Deno.test(`tableOf() refuses ${title}`, async () => {
    const text = await bytes();
    const error = await assertRejects(() => read(text), RangeError);
    assertEquals(error.message, message);
  });
}

Deno.test("readRows() pairs rows across batches of different length, faults in their place", async () => {
  const table = (name: string, text: string, size: number) =>
    tableOf(name, stream(new TextEncoder().encode(text), size), never);
  const header = "id,y_true,y_pred\n";
  const body = Array.from({ length: 50 }, (_, i) => `${i},${i % 2},1`);
  const [a, b] = await Promise.all([
    table("a.csv", header + body.with(7, "7,1").join("\n"), 64),
    table("b.csv", header + body.with(9, "9,1,1,1").join("\n"), 101),
  ]);
  const source = (of: typeof a) => ({ table: of, layout: layoutOf(of, [], false) });
  const found: string[] = [];
  for await (const batch of readRows(source(a), source(b))) {
    for (const row of batch) {
      if ("why" in row) found.push(`${row.file} ${row.line}`);
      else assertEquals([row.fields, row.line], [row.other, row.otherLine]);
      if (!("why" in row)) found.push(row.fields[0]!);
    }
  }
  const expected = body.map((_, i) => i === 7 ? "a.csv 9" : i === 9 ? "b.csv 11" : String(i));
  assertEquals(found, expected);
});
