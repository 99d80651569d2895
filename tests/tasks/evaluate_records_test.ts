import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { csvRecords, LONGEST_RECORD } from "../../tasks/evaluate/csv_records.ts";
import { jsonRecords } from "../../tasks/evaluate/json_records.ts";

type Found = { fields: string[]; line: number; fault?: string };

/** All records of a text that comes in pieces. */
function cut(pieces: string[], delimiter = ","): Found[] {
  const found: Found[] = [];
  const records = csvRecords(delimiter, (fields, line, fault) => {
    found.push({ fields, line, ...fault === undefined ? {} : { fault } });
  });
  for (const piece of pieces) records.push(piece);
  records.end();
  return found;
}

function cutJson(pieces: string[]): { columns: string[]; records: Found[] } {
  const found: Found[] = [];
  let columns: string[] = [];
  const records = jsonRecords((names) => columns = names, (fields, line, fault) => {
    found.push({ fields, line, ...fault === undefined ? {} : { fault } });
  });
  for (const piece of pieces) records.push(piece);
  records.end();
  return { columns, records: found };
}

Deno.test("csvRecords() tells fields, and the line on which each record begins", () => {
  const text = 'a,b\r\n1,"x,\ny"\n\n"say ""yes""",\n2,last';
  assertEquals(cut([text]), [
    { fields: ["a", "b"], line: 1 },
    { fields: ["1", "x,\ny"], line: 2 },
    { fields: ['say "yes"', ""], line: 5 },
    { fields: ["2", "last"], line: 6 },
  ]);
});

Deno.test("csvRecords() names what is no CSV by its line, and goes on", () => {
  assertEquals(cut(['a,b\n1,x"y\n"1"2,3\n4,5\n"6,7\n']), [
    { fields: ["a", "b"], line: 1 },
    { fields: [], line: 2, fault: "a field with a quote must be quoted" },
    { fields: [], line: 3, fault: "a closing quote must be followed by the delimiter" },
    { fields: ["4", "5"], line: 4 },
    { fields: [], line: 5, fault: "a quote is not closed" },
  ]);
});

Deno.test("csvRecords() gives up on a quote that is open for a megabyte", () => {
  const found = cut(["a\n", '"' + "x".repeat(LONGEST_RECORD), "\nb\n"]);
  assertEquals(
    found[1]!.fault,
    `no end of the record within ${LONGEST_RECORD} characters: an open quote?`,
  );
  assertEquals(found.at(-1), { fields: ["b"], line: 3 });
});

// Any text in any field comes back, wherever the file is cut into pieces.
const field = fc.string({
  unit: fc.constantFrom("a", "é", "😀", '"', ",", ";", "\n", "\r", " "),
  maxLength: 6,
});
const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), {
  minLength: 1,
  maxLength: 6,
});

Deno.test("csvRecords() reads back every table that is written by the book, cut anywhere", () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(",", ";", "\t"),
      fc.array(fc.nat(80), { maxLength: 5 }),
      (rows, delimiter, cuts) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((row) => row.map(quoted).join(delimiter)).join("\r\n") + "\r\n";
        const found = cut(piecesOf(text, cuts), delimiter);
        assertEquals(found.map(({ fields }) => fields), rows);
        // The line on which a record begins, by counting line ends before it.
        let line = 1;
        for (const [i, row] of rows.entries()) {
          assertEquals(found[i]!.line, line);
          line += 1 + row.join("").split("\n").length - 1;
        }
      },
    ),
  );
});

Deno.test("csvRecords() never throws and never loses a line, whatever the text", () => {
  const any = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r"), maxLength: 40 });
  fc.assert(fc.property(any, fc.array(fc.nat(40), { maxLength: 4 }), (text, cuts) => {
    const whole = cut([text]);
    assertEquals(cut(piecesOf(text, cuts)), whole);
    for (const [i, { line }] of whole.entries()) {
      if (i > 0) assertEquals(line > whole[i - 1]!.line, true, JSON.stringify(text));
    }
  }));
});

Deno.test("jsonRecords() names columns by the first object, and probabilities by their label", () => {
  const { columns, records } = cutJson([
    '{"y_true":"cat","probabilities":{"cat":0.75,"dog":0.25},"n":1}\n\n',
    '{"n":2,"y_true":true,"probabilities":{"dog":1e-3,"cat":0.999}}\n{"y_true":null}',
  ]);
  assertEquals(columns, ["y_true", "p_cat", "p_dog", "n"]);
  assertEquals(records, [
    { fields: ["cat", "0.75", "0.25", "1"], line: 1 },
    { fields: ["true", "0.999", "0.001", "2"], line: 3 },
    { fields: ["", "", "", ""], line: 4 },
  ]);
});

Deno.test("jsonRecords() takes a list of probabilities for those of labels 0, 1 …", () => {
  const { columns } = cutJson(['{"y_true":1,"probabilities":[0.1,0.9]}']);
  assertEquals(columns, ["y_true", "p_0", "p_1"]);
});

Deno.test("jsonRecords() names lines that are no object, and goes on", () => {
  const { records } = cutJson(['{"a":1}\n[1]\n{"a":\n7\n{"a":2}\n']);
  assertEquals(records, [
    { fields: ["1"], line: 1 },
    { fields: [], line: 2, fault: "it must be a JSON object" },
    { fields: [], line: 3, fault: "it is no JSON" },
    { fields: [], line: 4, fault: "it must be a JSON object" },
    { fields: ["2"], line: 5 },
  ]);
});

Deno.test("jsonRecords() reads the same however the text is cut, and never throws", () => {
  const line = fc.oneof(
    fc.record({
      a: fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
      b: fc.integer(),
    })
      .map((value) => JSON.stringify(value)),
    fc.string({ maxLength: 10 }).map((text) => text.replaceAll("\n", "")),
  );
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 6 }),
      fc.array(fc.nat(90), { maxLength: 5 }),
      (lines, cuts) => {
        const text = lines.join("\n");
        assertEquals(cutJson(piecesOf(text, cuts)), cutJson([text]));
      },
    ),
  );
});

function piecesOf(text: string, cuts: number[]): string[] {
  const places = cuts.filter((at) => at < text.length).sort((a, b) => a - b);
  return [0, ...places].map((at, i) => text.slice(at, places[i] ?? text.length));
}
