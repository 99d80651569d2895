import { assertEquals } from "@std/assert";
import { findGaps } from "../../tasks/docs.ts";
import { readDeno } from "../../tasks/shared/deno.ts";
import { checkDocumented } from "../../tasks/shared/documented.ts";
import { checkLinks } from "../../tasks/shared/links.ts";

// One export for each gap; the comment behind it is the gap.
const FAULTY = `
export const bare = 1; // docblock
/** Told. */
export type Told = { a: number };
/**
 * All of it.
 *
 * @param a One.
 * @param options Taken apart.
 * @returns Two.
 * @throws {RangeError} If a is 3.
 * @example
 * 1 + 1
 */
export function whole(a: number, { b = 1 }: { b?: number } = {}): number {
  if (a === 3) throw new RangeError("3");
  return a + b;
}
/**
 * Does.
 * @example 1
 */
export function nothing(): void {}
/**
 * Does.
 * @example 1
 */
export async function promised(): Promise<void> {}
/**
 * Does.
 * @returns 1.
 * @example 1
 */
export function lacksParam(a: number, b = 1): number { // @param a, @param b
  return a + b;
}
/**
 * Does.
 * @param a One.
 * @returns 1.
 * @example 1
 */
export function lacksOptions(a: number, { b }: { b: number }): number { // @param for each parameter
  return a + b;
}
/**
 * Does.
 * @example 1
 */
export async function lacksReturns(): Promise<number> { // @returns
  return await 1;
}
/**
 * Does.
 * @returns 1.
 */
export function lacksExample(): number { // @example
  return 1; // throw
}
/**
 * Does.
 * @example 1
 */
export function lacksThrows(): void { // @throws
  throw new Error("a");
}
/**
 * Does.
 * @example 1
 */
export function lacksThrowsOfCheck(): void { // @throws
  checkInteger("a");
}
function checkInteger(_: string): void {}
/** Is. */
export class LacksExample {} // @example
/**
 * Counts for both.
 * @example 1
 */
export function overloaded(): void;
export function overloaded(): void {}
`;

Deno.test("checkDocumented() finds each planted gap, at its line, and no other", async () => {
  const expected = FAULTY.split("\n").flatMap((text, index) => {
    const gaps = text.match(/^export .*\/\/ (.*)$/)?.[1]?.split(", ") ?? [];
    const name = text.match(/^export (?:async )?\w+ (\w+)/)?.[1];
    return gaps.map((gap) => ({ line: index + 1, rule: `${name} has no ${gap}` }));
  });
  const found = (await gapsIn(FAULTY)).map(({ line, rule }) => ({ line, rule }));
  const [first, ...others] = found;
  assertEquals(first?.rule.endsWith("has no @module docblock"), true);
  assertEquals(others.toSorted((a, b) => a.line - b.line), expected);
});

Deno.test("checkDocumented() accepts a module that says that it is one", async () => {
  assertEquals(await gapsIn("/**\n * Nothing.\n *\n * @module\n */\nexport {};\n"), []);
});

const PAGES = [
  {
    path: "README.md",
    text: [
      "# Title",
      "[file](lib/a.ts) [out](https://example.org/x) [here](#title) [page](docs/b.md#some-heading-2)",
      "[no file](lib/no.ts)",
      "[no heading](docs/b.md#nowhere) ![no picture](a.png)",
      "`[code](no.md)`",
      "```",
      "[code](no.md)",
      "```",
      "[not here](#nowhere)",
    ].join("\n"),
  },
  { path: "docs/b.md", text: "## Some *heading*, 2\n[up](../README.md) [off](README.md)" },
];

Deno.test("checkLinks() finds the links that lead nowhere", () => {
  const there = ["README.md", "docs/b.md", "lib/a.ts"];
  const found = checkLinks(PAGES, (path) => there.includes(path));
  assertEquals(found.map(({ path, line, rule }) => `${path}:${line} ${rule.split(": ")[1]}`), [
    "README.md:3 lib/no.ts",
    "README.md:4 docs/b.md#nowhere",
    "README.md:4 a.png",
    "README.md:9 #nowhere",
    "docs/b.md:2 README.md",
  ]);
});

Deno.test("every export of this project is documented and every link lands", async () => {
  assertEquals(await findGaps(), []);
});

/** What is missing in a module of this text, as `deno doc` reads it. */
async function gapsIn(text: string) {
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(file, text);
    const { stdout } = await readDeno(["doc", "--json", file]);
    return checkDocumented(JSON.parse(stdout), [{ path: `file://${file}`, text }]);
  } finally {
    await Deno.remove(file);
  }
}
