import katex from "katex";
import { Marked, type TokenizerAndRendererExtension } from "marked";

// A dollar is money when a blank follows it or a digit follows the closing one, as in Pandoc.
const FORMULA = /^\$\$([\s\S]+?)\$\$|^\$(?!\s)((?:\\.|[^$\\`])+?)(?<!\s)\$(?!\d)/;

const formula: TokenizerAndRendererExtension = {
  name: "formula",
  level: "inline",
  start: (source) => source.indexOf("$"),
  tokenizer(source) {
    const match = source.match(FORMULA);
    if (!match) return undefined;
    const text = match[1] ?? match[2];
    return { type: "formula", raw: match[0], text, display: match[1] !== undefined };
  },
  // MathML is drawn by the browser itself, so the page needs neither fonts nor scripts for it.
  renderer({ text, display }) {
    const options = { output: "mathml", throwOnError: false } as const;
    return katex.renderToString(String(text), { ...options, displayMode: Boolean(display) });
  },
};

const marked = new Marked({ extensions: [formula], async: false });

/**
 * Markdown as HTML: formulas between dollars are drawn, links to notebooks lead to their pages.
 *
 * @param source The text of a cell.
 * @returns HTML of blocks.
 */
export function markdown(source: string): string {
  const html = marked.parse(source, { async: false });
  return html.replace(/(<a href="[^":]*)\.ipynb(?=[#"])/g, "$1.html");
}

/** The same for one line, without a paragraph around it. */
export function inlineMarkdown(source: string): string {
  return marked.parseInline(source, { async: false });
}
