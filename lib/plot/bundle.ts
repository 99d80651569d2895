import type { Figure } from "./figure.ts";

/** Which part of plotly.js draws a figure: all flat kinds, or those in space. */
export type Bundle = "cartesian" | "gl3d";

/**
 * The part of plotly.js that a figure needs.
 *
 * @param figure Any figure of this folder.
 * @returns "gl3d" for a surface, "cartesian" for everything else.
 *
 * @example
 * ```ts
 * import { bundleOf, line } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(bundleOf(line([{ y: [1, 2] }])), "cartesian");
 * ```
 */
export function bundleOf(figure: Figure): Bundle {
  return figure.data.some(({ type }) => type === "surface" || type === "scatter3d")
    ? "gl3d"
    : "cartesian";
}

/**
 * The source of a part of plotly.js, from its npm package; read once, and not before it is wanted.
 *
 * @param bundle Which part.
 * @returns JavaScript, 1.5 MB for "cartesian", 1.8 MB for "gl3d".
 *
 * @example
 * ```ts
 * import { plotlySource } from "descent/plot";
 * import { assert } from "@std/assert";
 *
 * assert((await plotlySource("cartesian")).includes("plotly.js (cartesian"));
 * ```
 */
export async function plotlySource(bundle: Bundle): Promise<string> {
  const { default: source } = bundle === "gl3d"
    ? await import("plotly-gl3d", { with: { type: "text" } })
    : await import("plotly-cartesian", { with: { type: "text" } });
  return source;
}

/**
 * A script that puts a part of plotly.js into a page, compressed to under 0.8 MB: once a notebook.
 *
 * The part lies at `window.descentPlotly[bundle]`, beside whatever Plotly the page has itself.
 *
 * @param bundle Which part; {@linkcode bundleOf} tells what a figure needs.
 * @returns HTML of one script.
 *
 * @example
 * ```ts
 * import { plotlyLoader } from "descent/plot";
 * import { assert } from "@std/assert";
 *
 * const html = await plotlyLoader("cartesian");
 * assert(html.length > 500_000 && html.length < 1_000_000);
 * ```
 */
export async function plotlyLoader(bundle: Bundle): Promise<string> {
  const source = new Blob([await plotlySource(bundle)]);
  const packed = await new Response(source.stream().pipeThrough(new CompressionStream("gzip")))
    .bytes();
  return `<script>${LOAD.replace("BUNDLE", bundle).replace("PACKED", packed.toBase64())}</script>`;
}

/** Unpacks and runs the bundle with a `module` of its own, so that it touches no global name. */
const LOAD = `(async function () {
  var all = window.descentPlotly = window.descentPlotly || {}, bundle = "BUNDLE";
  if (all[bundle]) return;
  var packed = Uint8Array.from(atob("PACKED"), function (c) { return c.charCodeAt(0); });
  var stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  var source = await new Response(stream).text(), module = { exports: {} };
  new Function("module", "exports", "define", source)(module, module.exports, undefined);
  all[bundle] = module.exports;
})();`;
