import { escapeHtml } from "../html.ts";

const KEYWORDS = "as async await break case catch class const continue default delete do else " +
  "enum export extends false finally for from function if import in instanceof interface let new " +
  "null of return satisfies static super switch this throw true try type typeof undefined using " +
  "var void while yield";

// Comments before everything else, then strings, numbers and words; the rest has no colour.
const TOKEN = new RegExp(
  [
    "(?<comment>//[^\\n]*|/\\*[\\s\\S]*?\\*/)",
    "(?<string>\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])*'|`(?:\\\\.|[^`\\\\])*`)",
    "(?<number>\\b\\d[\\w.]*)",
    `(?<keyword>(?<![\\w$.])(?:${KEYWORDS.replaceAll(" ", "|")})(?![\\w$]))`,
  ].join("|"),
  "g",
);

/**
 * TypeScript as HTML with comments, strings, numbers and keywords marked for colours.
 *
 * @param source The code.
 * @returns HTML for inside a `pre`.
 */
export function highlight(source: string): string {
  let html = "";
  let at = 0;
  for (const match of source.matchAll(TOKEN)) {
    const kind = Object.entries(match.groups!).find(([, text]) => text !== undefined)![0];
    html += escapeHtml(source.slice(at, match.index));
    html += `<span class="${kind}">${escapeHtml(match[0])}</span>`;
    at = match.index + match[0].length;
  }
  return html + escapeHtml(source.slice(at));
}
