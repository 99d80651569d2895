import { short } from "./estimate.ts";
import type { Explanation, ExplanationStep } from "./explain.ts";

const HEAD = ["words", "count", "of", "discount", "own part", "weight", "shorter", "probability"];

/**
 * An explanation as a table of characters, for a terminal or a notebook.
 *
 * @param explanation What `explain` made.
 * @returns Lines: the question, a row for each step with its formula, the model's notes.
 *
 * @example
 * ```ts
 * import { explain, explanationText, readCorpus, trainNgram } from "descent/ngram";
 * import { assertEquals } from "@std/assert";
 *
 * const options = { order: 2, smoothing: "maximum-likelihood" } as const;
 * const model = trainNgram(readCorpus("a b\na c\na b"), options);
 * const lines = explanationText(explain(model, "b", ["a"])).split("\n");
 * assertEquals(lines[0], "P(b | a) = 0.6667, log10 -0.1761");
 * ```
 */
export function explanationText(explanation: Explanation): string {
  const rows = [HEAD, ...explanation.steps.map((step) => cellsOf(step, explanation.word))];
  const widths = HEAD.map((_, i) => Math.max(...rows.map((row) => [...row[i]!].length)));
  const line = (row: string[], formula: string) => {
    const padded = row.map((cell, i) => {
      const space = " ".repeat(widths[i]! - [...cell].length);
      return i === 0 ? cell + space : space + cell;
    });
    return `${padded.join("  ")}  ${formula}`;
  };
  const formulas = explanation.steps.map(({ formula }) => formula);
  return [
    title(explanation),
    ...rows.map((row, i) => line(row, ["= own part + weight · shorter", ...formulas][i]!)),
    ...explanation.notes.map((note) => `Note: ${note}`),
  ].join("\n");
}

/**
 * An explanation as an HTML table, for a notebook.
 *
 * @param explanation What `explain` made.
 * @returns A fragment without scripts or styles of its own; words in it are escaped.
 *
 * @example
 * ```ts
 * import { explain, explanationHtml, readCorpus, trainNgram } from "descent/ngram";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const model = trainNgram(readCorpus("a <b>\na c\na <b>"), { order: 2 });
 * assertStringIncludes(explanationHtml(explain(model, "<b>", ["a"])), "P(&lt;b&gt; | a)");
 * ```
 */
export function explanationHtml(explanation: Explanation): string {
  const head = htmlRow("th", [...HTML_COLUMNS.map((column) => HEAD[column]!), "in numbers"]);
  const rows = explanation.steps.map((step) => {
    const cells = cellsOf(step, explanation.word);
    return htmlRow("td", [...HTML_COLUMNS.map((column) => cells[column]!), step.formula]);
  });
  const notes = explanation.notes.map((note) => `<p>${escape(note)}</p>`).join("");
  return `<table><caption>${escape(title(explanation))}</caption>` +
    `<thead>${head}</thead><tbody>${rows.join("")}</tbody></table>${notes}`;
}

/** A page is narrower than a terminal: what else is in `HEAD` stands in the formula too. */
const HTML_COLUMNS = ["words", "count", "of", "probability"].map((name) => HEAD.indexOf(name));

function htmlRow(tag: "td" | "th", cells: string[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join("")}</tr>`;
}

function cellsOf(step: ExplanationStep, word: string): string[] {
  const { order, context, count, total, discount, own, weight, lower, probability } = step;
  return [
    order === 0 ? "any word" : [...context, word].join(" "),
    optional(count),
    optional(total),
    optional(discount),
    short(own),
    weight === 0 ? "" : short(weight),
    weight === 0 ? "" : short(lower),
    short(probability),
  ];
}

function optional(value: number | undefined): string {
  return value === undefined ? "" : short(value);
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function title({ word, context, probability, log10 }: Explanation): string {
  const given = context.length > 0 ? ` | ${context.join(" ")}` : "";
  return `P(${word}${given}) = ${short(probability)}, log10 ${short(log10)}`;
}
