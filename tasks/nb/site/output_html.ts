import { stripVTControlCharacters } from "node:util";
import { escapeHtml } from "../html.ts";
import { joined, type Output } from "../notebook.ts";
import { markdown } from "./markdown.ts";

/** The forms of a value that a page can show, the best first. */
const FORMS: [mime: string, show: (value: string) => string][] = [
  ["text/html", (html) => html],
  ["image/svg+xml", (svg) => picture("image/svg+xml", new TextEncoder().encode(svg).toBase64())],
  ["image/png", (base64) => picture("image/png", base64.replaceAll("\n", ""))],
  ["image/jpeg", (base64) => picture("image/jpeg", base64.replaceAll("\n", ""))],
  ["text/markdown", markdown],
  ["text/latex", markdown],
  ["text/plain", (text) => `<pre>${plain(text)}</pre>`],
];

/**
 * An output as HTML, in the best form that it has.
 *
 * @param output From a notebook file.
 * @returns HTML of a block.
 */
export function outputHtml(output: Output): string {
  if (output.output_type === "stream") {
    return `<pre class="${output.name === "stderr" ? "error" : ""}">${
      plain(joined(output.text))
    }</pre>`;
  }
  if (output.output_type === "error") {
    const told = output.traceback?.join("\n") || `${output.ename}: ${output.evalue}`;
    return `<pre class="error">${plain(told)}</pre>`;
  }
  const data = output.data ?? {};
  const form = FORMS.find(([mime]) => data[mime] !== undefined);
  return form ? form[1](joined(data[form[0]] as string | string[])) : "";
}

/** An image cannot run the scripts that a picture may hold. */
function picture(mime: string, base64: string): string {
  return `<img alt="" src="data:${mime};base64,${base64}">`;
}

function plain(text: string): string {
  return escapeHtml(stripVTControlCharacters(text));
}
