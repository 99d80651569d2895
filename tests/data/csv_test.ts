import { numbersOf, parseCsv } from "descent/data";
import { rowsOf } from "descent/core";
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

// From RFC 4180, section 2, points 5 to 7, with its doubled quotes and its line end in a field.
const QUOTED = 'aaa,"b\r\nbb","c""c"\r\nzzz,,"y,y"\r\n';

Deno.test("parseCsv() reads quotes, line ends and delimiters inside fields", () => {
  const { rows } = parseCsv(QUOTED, { header: false });
  assertEquals(rows, [["aaa", "b\r\nbb", 'c"c'], ["zzz", "", "y,y"]]);
});

Deno.test("parseCsv() knows the line on which a record begins", () => {
  assertEquals(parseCsv(QUOTED, { header: false }).lines, [1, 3]);
  assertEquals(parseCsv("a,b\n\n1,2\n").lines, [3]);
});

Deno.test("parseCsv() takes LF and CR LF, with and without a last line end, and a byte order mark", () => {
  for (const text of ["a,b\n1,2", "a,b\r\n1,2\r\n", "\uFEFFa,b\n1,2\n\n"]) {
    assertEquals(parseCsv(text), { header: ["a", "b"], rows: [["1", "2"]], lines: [2] });
  }
});

Deno.test("parseCsv() keeps empty fields of a single column, and drops empty lines of several", () => {
  assertEquals(parseCsv("a\n\nb\n").rows, [[""], ["b"]]);
  assertEquals(parseCsv("a,b\n\n1,2\n").rows, [["1", "2"]]);
});

Deno.test("parseCsv() of nothing is an empty table", () => {
  for (const text of ["", "\n", "\uFEFF"]) {
    assertEquals(parseCsv(text), { header: [], rows: [], lines: [] });
  }
});

Deno.test("parseCsv() numbers the columns where there is no header", () => {
  assertEquals(parseCsv("5\t6", { delimiter: "\t", header: false }), {
    header: ["0", "1"],
    rows: [["5", "6"]],
    lines: [1],
  });
});

Deno.test("parseCsv() reads back what was written by the rules of RFC 4180", () => {
  const field = fc.string({ unit: fc.constantFrom("a", ",", '"', "\r", "\n", " ", "é") });
  const table = fc.integer({ min: 2, max: 4 }).chain((width) =>
    fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1 })
  );
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(fc.property(table, fc.constantFrom("\n", "\r\n"), (rows, end) => {
    const text = rows.map((row) => row.map(quote).join(",") + end).join("");
    assertEquals(parseCsv(text, { header: false }).rows, rows);
  }));
});

Deno.test("parseCsv() either reads a text or says on which line it is wrong", () => {
  const unit = fc.constantFrom("a", ",", '"', "\r", "\n");
  fc.assert(fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
    try {
      const { header, rows } = parseCsv(text);
      rows.forEach((row) => assertEquals(row.length, header.length));
    } catch (error) {
      if (!(error instanceof SyntaxError && /line \d+/.test(error.message))) throw error;
    }
  }));
});

for (
  const [text, message] of [
    ["a,b\n1\n", "Cannot read x.csv: line 2 must have 2 fields, got 1"],
    [
      'a,b\n"1\n',
      "Cannot read x.csv: the quote opened in line 2 must be closed, got the end of the text",
    ],
    [
      'a\nb"c\n',
      'Cannot read x.csv: a field with a quote in line 2 must be quoted as a whole, got "b\\""',
    ],
    [
      '"a"b\n',
      'Cannot read x.csv: line 1 must have a delimiter or its end after a closing quote, got "b"',
    ],
  ] as const
) {
  Deno.test(`parseCsv() says what is wrong with ${JSON.stringify(text)}`, () => {
    assertThrows(() => parseCsv(text, { name: "x.csv" }), SyntaxError, message);
  });
}

Deno.test("parseCsv() refuses a delimiter that is not one character", () => {
  assertThrows(
    () => parseCsv("", { delimiter: "::" }),
    RangeError,
    'Cannot read CSV: delimiter must be one character, no quote or line end, got "::"',
  );
});

Deno.test("numbersOf() takes columns in the order asked for, missing values as NaN", () => {
  const table = parseCsv("a,b,c\n1,x,-2.5e3\n,y,4\n");
  assertEquals(rowsOf(numbersOf(table, ["c", "a"], { missing: [""] })), [[-2500, 1], [4, NaN]]);
});

Deno.test("numbersOf() names line and column of what is no number", () => {
  for (const field of ["", " ", "x", "Infinity", "1,5"]) {
    const table = parseCsv(`a;b\n0;1\n2;${field}\n`, { delimiter: ";" });
    assertThrows(
      () => numbersOf(table, ["b"]),
      SyntaxError,
      `Cannot read CSV: line 3, column "b" must be a number, got "${field}"`,
    );
  }
});

Deno.test("numbersOf() lists the columns there are", () => {
  assertThrows(
    () => numbersOf(parseCsv("a,b\n1,2"), ["c"]),
    RangeError,
    'Cannot read CSV: a column must be one of a, b, got "c"',
  );
});
