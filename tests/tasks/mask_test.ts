import { assertEquals } from "@std/assert";
import { mask } from "../../tasks/shared/mask.ts";
import { readFiles, ROOT } from "../../tasks/shared/files.ts";

// Source, and what is left of it. A blank stands for every letter that is not code.
const CASES: [string, string, string][] = [
  ["line comment", "a; // b\nc", "a;     \nc"],
  ["block comment", "a; /* b\n * c */ d", "a;     \n        d"],
  ["comment without end", "a /* b", "a     "],
  ["double quotes", 'f("a\\"b")', 'f("    ")'],
  ["single quotes", "f('//')", "f('  ')"],
  ["comment sign in a string", 'f("/* no */") + 1', 'f("        ") + 1'],
  ["string without end", 'f("ab\ng()', 'f("  \ng()'],
  ["template", "f(`a\nb`)", "f(` \n `)"],
  ["expression in a template", "`a ${b + `c ${d}`} e` + f", "`  ${b + `  ${d}`}  ` + f"],
  ["object in a template", "`${{ a: {} }}b`;c", "`${{ a: {} }} `;c"],
  ["escaped dollar", "`a\\${b}`", "`      `"],
  ["pattern", "x = /a\\/[/]'/g;", "x = /       /g;"],
  ["pattern after return", "return /'/;", "return / /;"],
  ["division", "a / b / c // d", "a / b / c     "],
  ["division after an index", "a[0] / 2 + '/'", "a[0] / 2 + ' '"],
  ["division after a non-null mark", "a[0]! / 2 + '/'", "a[0]! / 2 + ' '"],
  ["division after a step", "a++ / 2 + '/'", "a++ / 2 + ' '"],
];

for (const [name, source, left] of CASES) {
  Deno.test(`mask() keeps code alone: ${name}`, () => assertEquals(mask(source), left));
}

Deno.test("mask() keeps length, lines and the balance of braces in every file of lib/ and tasks/", async () => {
  for (const { path, text } of await readFiles(["lib", "tasks"], [".ts"], ROOT)) {
    const code = mask(text);
    const breaks = (source: string) => [...source.matchAll(/\n/g)].map(({ index }) => index);
    const count = (bracket: string) => code.split(bracket).length;
    assertEquals([code.length, breaks(code)], [text.length, breaks(text)], path);
    assertEquals([count("{"), count("("), count("[")], [count("}"), count(")"), count("]")], path);
  }
});
