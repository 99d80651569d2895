import { DISPLAY, type Displayable } from "./displayable.ts";
import { escapeHtml } from "./escape.ts";

/** Colours that stand out from light and dark pages alike, by about 4 : 1. */
const STYLES = {
  comment: "color:#808080;font-style:italic",
  text: "color:#c0601a",
  number: "color:#a45bc7",
  word: "color:#2a7fd0;font-weight:bold",
};

const WORDS =
  ("as async await break case catch class const continue default delete do else export " +
    "extends false finally for function if implements import in instanceof interface let new null " +
    "of return static super switch this throw true try type typeof undefined var void while yield")
    .split(" ");

/** One token after the other; what is none of them stays as it is. */
const TOKENS = new RegExp(
  [
    String.raw`(?<comment>//[^\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|` + "`(?:[^`\\\\]|\\\\.)*`)",
    String.raw`(?<number>\b(?:0x[\da-fA-F]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?)\b)`,
    String.raw`(?<word>\b(?:${WORDS.join("|")})\b|\bfrom(?= ["']))`,
    String.raw`[\w$]+`, // other names, whole, so that no word is found inside one
  ].join("|"),
  "g",
);

/**
 * TypeScript to be read: comments, strings, numbers and keywords in colours, for a lesson that shows
 * a piece of a source file as it is.
 *
 * @param source The code; lines before the first and after the last one that are empty are left out.
 * @returns Something that `show`, or the last line of a cell, displays; plain text in a terminal.
 *
 * @example
 * ```ts
 * import { code, show } from "descent/notebook";
 *
 * await show(code("const half = (x: number) => x / 2; // rounds nothing"));
 * ```
 */
export function code(source: string): Displayable {
  const text = source.replace(/^(\s*\n)+/, "").trimEnd();
  return {
    [DISPLAY]: () => ({
      "text/html": `<pre style="line-height:1.35;overflow-x:auto">${coloured(text)}</pre>`,
      "text/plain": text,
    }),
  };
}

function coloured(text: string): string {
  let html = "", at = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [token] = match;
    const kind = kindOf(match.groups!);
    html += escapeHtml(text.slice(at, match.index));
    html += kind ? `<span style="${STYLES[kind]}">${escapeHtml(token)}</span>` : escapeHtml(token);
    at = match.index + token.length;
  }
  return html + escapeHtml(text.slice(at));
}

function kindOf(groups: Record<string, string | undefined>): keyof typeof STYLES | undefined {
  return Object.keys(STYLES).find((kind) => groups[kind]) as keyof typeof STYLES | undefined;
}
