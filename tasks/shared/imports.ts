import { mask } from "./mask.ts";

/** One import, export-from or dynamic import in a source. */
export type Import = { specifier: string; line: number };

/**
 * What a TypeScript source imports: `import`, `export … from`, `import()` of a plain string and
 * `import("…")` in types. What only looks like an import, in a comment or an example, is left out.
 *
 * @param source The text of a TypeScript file.
 * @returns Specifiers as written, in order, with their line from 1.
 */
export function findImports(source: string): Import[] {
  const code = mask(source);
  const opening = /(?<![\w$.])(?:from|import)\s*\(?\s*(["'])/g;
  return [...code.matchAll(opening)].map((match) => {
    const start = match.index + match[0].length;
    const specifier = source.slice(start, code.indexOf(match[1]!, start));
    return { specifier, line: lineAt(source, start) };
  });
}

/** The line, from 1, of a place in a text. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
