import { bundleOf } from "./bundle.ts";
import type { Figure } from "./figure.ts";
import { hash } from "./hash.ts";
import { inScript } from "./in_script.ts";
import { panelScript } from "./panel_script.ts";
import { DARK } from "./theme.ts";

/** How {@linkcode figureHtml} stands in its page. */
export type FigureHtmlOptions = {
  /** The static picture, seen where scripts do not run. @default a line of text */
  svg?: string;
  /** Address of plotly.js, for a page that does not hold it by {@linkcode plotlyLoader}. */
  scriptUrl?: string;
};

/**
 * A figure for a page: the static picture, which the interactive figure replaces where scripts run.
 *
 * The script waits for plotly.js, which {@linkcode plotlyLoader} puts into the page once, before or
 * after the figure, and takes the dark theme on a dark page (JupyterLab, VS Code, or by the
 * reader's system). On a page that is too narrow it draws the figure as wide as the page. The same
 * figure gives the same text.
 *
 * @param figure Any figure of this folder.
 * @param options `svg` is what `toSvg` made; `scriptUrl` a place to load plotly.js from.
 * @returns HTML of one element and one script.
 *
 * @example
 * ```ts
 * import { figureHtml, line, toSvg } from "descent/plot";
 * import { assert } from "@std/assert";
 *
 * const figure = line([{ y: [3, 2, 1] }], { title: "Going down" });
 * const html = figureHtml(figure, { svg: await toSvg(figure) });
 * assert(html.includes("<img") && html.includes("<script>"));
 * ```
 */
export function figureHtml(figure: Figure, { svg, scriptUrl }: FigureHtmlOptions = {}): string {
  const id = hash(JSON.stringify(figure));
  const { pictures, ...drawn } = figure;
  const { width, height } = figure.layout as { width: number; height: number };
  const still = svg === undefined
    ? "A figure that needs scripts to be seen: run the cell, or trust the notebook."
    : `<img width="${width}" height="${height}" style="max-width:100%;height:auto" alt="${
      alternative(figure)
    }" src="data:image/svg+xml;base64,${new TextEncoder().encode(svg).toBase64()}">`;
  const values: Record<string, unknown> = {
    FIGURE: drawn,
    DARK,
    BUNDLE: bundleOf(figure),
    URL: scriptUrl ?? null,
    ID: id,
  };
  // In one pass: a title may say "URL" too.
  const script = DRAW.replace(
    /\b(?:FIGURE|DARK|BUNDLE|URL|ID)\b/g,
    (name) => inScript(values[name]),
  );
  const panel = pictures ? `<script>${panelScript(id, pictures)}</script>` : "";
  return `<div data-figure="${id}">${still}</div><script>${script}</script>${panel}`;
}

/** What a reader who cannot see the picture is told: its title. */
function alternative({ layout }: Figure): string {
  const text = (layout.title as { text?: string } | undefined)?.text;
  return (text ?? "Figure").replaceAll('"', "&quot;");
}

/**
 * Draws every element of this figure that is not drawn yet; waits for the element, which notebooks
 * may attach later, and for plotly.js.
 */
const DRAW = `(function () {
  var figure = FIGURE, dark = DARK, bundle = BUNDLE, url = URL, id = ID, tries = 0;
  function isDark() {
    var body = document.body, lab = body.getAttribute("data-jp-theme-light");
    if (lab) return lab === "false";
    if (/vscode-dark|vscode-high-contrast(?!-light)/.test(body.className)) return true;
    if (/vscode-/.test(body.className)) return false;
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function plotly() { return (window.descentPlotly || {})[bundle] || (url && window.Plotly); }
  function draw() {
    var found = document.querySelectorAll('[data-figure="' + id + '"]:not([data-drawn])');
    var library = plotly();
    if (!library || !found.length) { if (tries++ < 600) setTimeout(draw, 50); return; }
    found.forEach(function (element) {
      var own = JSON.parse(JSON.stringify(figure));
      if (isDark()) own.layout.template = dark;
      own.layout.width = Math.min(own.layout.width, element.clientWidth || Infinity);
      element.setAttribute("data-drawn", "");
      element.innerHTML = "";
      // Marking points does nothing here, and no figure of a class shall go to somebody's cloud.
      var without = ["select2d", "lasso2d", "sendChartToCloud"];
      own.config = { displaylogo: false, modeBarButtonsToRemove: without };
      library.newPlot(element, own);
    });
  }
  if (url && !plotly()) {
    var tag = document.createElement("script");
    tag.src = url;
    document.head.appendChild(tag);
  }
  draw();
})();`;
