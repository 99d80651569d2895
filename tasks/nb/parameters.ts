import { cannot } from "descent/core";
import { mask } from "../shared/mask.ts";
import { codeCells, hasTag, lines, type Notebook } from "./notebook.ts";

/**
 * Gives constants of a notebook other values: the value in `const NAME = …` is replaced, in a cell
 * with the tag `parameters`, otherwise in the first cell that declares it.
 *
 * A time budget holds for the values in the file, and is left out with others.
 *
 * @param notebook The notebook; it stays as it is.
 * @param values What each name shall be: JSON (`3`, `true`, `"text"`, `[1, 2]`) is taken as such,
 *   anything else as text.
 * @returns A notebook with the new values.
 * @throws {RangeError} If a name is not declared by `const` or `let` at the start of a line.
 */
export function setParameters(notebook: Notebook, values: Record<string, string>): Notebook {
  const copy = structuredClone(notebook);
  const { seconds: _budget, ...rest } = (copy.metadata["descent"] ?? {}) as { seconds?: number };
  if (Object.keys(values).length > 0) copy.metadata["descent"] = rest;
  for (const [name, text] of Object.entries(values)) {
    const cells = codeCells(copy).toSorted((a, b) =>
      Number(hasTag(b.cell, "parameters")) - Number(hasTag(a.cell, "parameters"))
    );
    const found = cells.find(({ source }) => declaration(source, name));
    if (!found) {
      throw new RangeError(cannot(`set ${name}`, `a cell must declare "const ${name} ="`));
    }
    const { start, end } = declaration(found.source, name)!;
    const source = found.source.slice(0, start) + literal(text) + found.source.slice(end);
    found.cell.source = lines(source);
  }
  return copy;
}

/** Where the value of a declaration stands; the code is masked so that text is no declaration. */
function declaration(source: string, name: string): { start: number; end: number } | undefined {
  const code = mask(source);
  const escaped = name.replaceAll("$", "\\$");
  const head = code.match(new RegExp(`^(?:const|let) ${escaped}(?: *:[^=\\n]*)? *= *`, "m"));
  if (!head) return undefined;
  const start = head.index! + head[0].length;
  return { start, end: endOfExpression(code, start) };
}

/** Up to the semicolon, or to the line's end where no bracket is open. */
function endOfExpression(code: string, start: number): number {
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    const char = code[at]!;
    if ("([{".includes(char)) depth++;
    if (")]}".includes(char)) depth--;
    if (depth === 0 && (char === ";" || char === "\n")) return at;
  }
  return code.length;
}

function literal(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
}
