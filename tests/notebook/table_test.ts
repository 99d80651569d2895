import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { show, table } from "descent/notebook";
import fc from "fast-check";
import { formatCell, formatNumber, gridBundle } from "../../lib/notebook/grid.ts";
import { forms, record } from "./recorder.ts";

Deno.test("table() aligns columns and rounds to four digits", async () => {
  const rows = [{ name: "adam", loss: 0.123456 }, { name: "sgd", loss: 12 }];
  const { shown } = await record(() => table(rows, { caption: "Two" }));
  assertEquals(
    forms(shown, "text/plain")[0],
    "Two\nname    loss\n────  ──────\nadam  0.1235\nsgd       12",
  );
});

Deno.test("table() takes the columns of all rows, or those it is told", async () => {
  const rows = [{ a: 1 }, { b: 2 }];
  const { shown } = await record(() => {
    table(rows);
    table(rows, { columns: ["b"] });
  });
  const [all, told] = forms(shown, "text/plain").map((text) => text.split("\n")[0]);
  assertEquals([all, told], ["a  b", "b"]);
});

Deno.test("table() shows the first and last of many rows", async () => {
  const rows = Array.from({ length: 100 }, (_, i) => ({ i }));
  const { shown } = await record(() => table(rows, { maxRows: 4 }));
  const lines = forms(shown, "text/plain")[0]!.split("\n").map((line) => line.trim());
  assertEquals(lines.slice(2), ["0", "1", "…", "98", "99"]);
});

Deno.test("table() says what rows must be", () => {
  assertThrows(
    () => table([1, 2] as never),
    TypeError,
    "Cannot show a table: rows must be an array of records or arrays, got [1, 2]",
  );
});

Deno.test("show() takes records as a table and leaves other values to Deno", async () => {
  const { shown } = await record(() => show([{ a: 1 }], { a: [1, 2] }, "text"));
  const [records, value, text] = forms(shown, "text/plain");
  assertStringIncludes(records!, "─");
  assertEquals([value, text], ["{ a: [ 1, 2 ] }", "text"]);
});

Deno.test("gridBundle() lets no text be read as HTML", () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.string(), (caption, column, cell) => {
    const bundle = gridBundle({ caption, columns: [column], rows: [[cell]], index: [cell] });
    const tags = String(bundle["text/html"]).match(/<\/?\w*/g)!;
    assert(tags.every((tag) => /^<\/?(div|table|thead|tbody|tr|th|td)$/.test(tag)), `${tags}`);
  }));
});

Deno.test("formatNumber() keeps whole numbers and four digits of others", () => {
  const numbers = [0, -3, 123456789, 0.5, 1 / 3, 1e-9, 2.5e9 + 0.5, NaN, -Infinity];
  assertEquals(
    numbers.map(formatNumber),
    ["0", "-3", "123456789", "0.5", "0.3333", "1.000e-9", "2.500e+9", "NaN", "-Infinity"],
  );
});

Deno.test("formatCell() cuts long text and long lists", () => {
  assertEquals(formatCell("x".repeat(100)).length, 60);
  assertEquals(
    formatCell(Uint8Array.from({ length: 99 }, (_, i) => i)),
    "[0, 1, 2, 3, 4, 5, 6, 7, …]",
  );
  assertEquals(formatCell("two\nlines"), "two lines");
  assertEquals([null, undefined, true].map(formatCell), ["null", "", "true"]);
});
