/**
 * `deno task sizes`: the five longest files and functions, where a look is worth most.
 *
 * @module
 */

import { parseTaskArgs } from "./cli/args.ts";
import { runTask } from "./cli/errors.ts";
import { readFiles, type SourceFile } from "./shared/files.ts";
import { lineAt } from "./shared/imports.ts";
import { mask } from "./shared/mask.ts";

const HELP = `
Prints the five longest files and the five longest functions of lib/, tasks/ and tests/, in lines.

Usage: deno task sizes

Aim: files near 60 lines, functions near 10; look twice above 200 and 40.`;

/** Where a file or function is, and how many lines it has. */
export type Size = { where: string; lines: number };

/** How a function begins, up to its parameters. */
const HEADS = [
  /\bfunction\*?\s+(?<name>[\w$]+)/g,
  /\bconst\s+(?<name>[\w$]+)\s*=\s*(?:async\s*)?(?=\()/g, // kept in a constant
  /^ +(?:(?:static|async|override|private|get|set)\s+|\*\s*)*(?<name>[\w$#]+)(?=\()/gm, // a method
];

/** What looks like a method and is none. */
const KEYWORDS = ["if", "for", "while", "switch", "catch", "return", "function", "super", "with"];

/**
 * How long each file is.
 *
 * @param files Sources.
 * @returns A size for each, longest first.
 */
export function fileSizes(files: SourceFile[]): Size[] {
  return longestFirst(files.map(({ path, text }) => {
    return { where: path, lines: text.trimEnd().split("\n").length };
  }));
}

/**
 * How long each function with a name and a body is, inner functions counted with the outer one.
 *
 * @param files Sources.
 * @returns A size for each, longest first, as `path:line name`.
 */
export function functionSizes(files: SourceFile[]): Size[] {
  return longestFirst(files.flatMap(({ path, text }) => {
    const code = mask(text);
    return functionsIn(code).map(({ name, start, end }) => {
      const first = lineAt(code, start);
      return { where: `${path}:${first} ${name}`, lines: lineAt(code, end) - first + 1 };
    });
  }));
}

function functionsIn(code: string): { name: string; start: number; end: number }[] {
  const heads = HEADS.flatMap((head) => [...code.matchAll(head)]);
  return heads.flatMap((match) => {
    const name = match.groups!.name!;
    const open = bodyAfter(code, match.index + match[0].length);
    if (open < 0 || KEYWORDS.includes(name)) return [];
    const start = match.index + match[0].search(/\S/);
    return [{ name, start, end: closing(code, open) }];
  });
}

/** The brace that opens a body, behind the parameters and the type of the result; -1 for a call. */
function bodyAfter(code: string, from: number): number {
  const parameters = code.indexOf("(", from);
  if (parameters < 0) return -1;
  const behind = closing(code, parameters) + 1;
  // A brace behind one of : < | & , opens a type, not the body.
  const type = /^(\s*:\s*(\{[^{}]*\}|\([^()]*\)|=>|[^{};=()])*?)?(\s*=>)?\s*(?<![:<|&,]\s*)\{/;
  const found = code.slice(behind).match(type);
  return found ? behind + found[0].length - 1 : -1;
}

/** The bracket that closes the one at a place. */
function closing(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    if ("([{".includes(code[at]!)) depth++;
    if (")]}".includes(code[at]!) && --depth === 0) return at;
  }
  return code.length;
}

function longestFirst(sizes: Size[]): Size[] {
  return sizes.toSorted((a, b) => b.lines - a.lines);
}

if (import.meta.main) {
  await runTask(async () => {
    const options = { help: { type: "boolean", short: "h" } } as const;
    const { values } = parseTaskArgs("sizes", Deno.args, options);
    if (values.help) return console.log(HELP.trim());
    const files = await readFiles(["lib", "tasks", "tests"], [".ts"]);
    for (const sizes of [fileSizes(files), functionSizes(files)]) {
      const rows = sizes.slice(0, 5).map(({ where, lines }) =>
        `${`${lines}`.padStart(5)}  ${where}`
      );
      console.log(rows.join("\n") + "\n");
    }
  });
}
