import { cannot, checkBetween, writeAtomic } from "../core/mod.ts";
import { bundleOf, plotlyLoader } from "./bundle.ts";
import type { Figure } from "./figure.ts";
import { figureHtml } from "./figure_html.ts";
import { rasterise } from "./static/rasterise.ts";
import { ON_DARK, ON_LIGHT } from "./theme.ts";
import { toSvg, type ToSvgOptions } from "./to_svg.ts";

/** How {@linkcode toPng} and {@linkcode savePng} draw. */
export type PngOptions = ToSvgOptions & {
  /** Pixels of the file for each pixel of the figure, above 0 to 8; 2 is sharp on most screens. @default 2 */
  scale?: number;
};

/**
 * A figure as PNG, drawn without a browser.
 *
 * @param figure Any figure of this folder.
 * @param options Size, theme and sharpness.
 * @returns The bytes of the file.
 * @throws {RangeError} If `scale` is not above 0 and at most 8.
 *
 * @example
 * ```ts
 * import { line, toPng } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const png = await toPng(line([{ y: [3, 2, 1] }]), { scale: 1 });
 * assertEquals(new TextDecoder("latin1").decode(png.subarray(1, 4)), "PNG");
 * ```
 */
export async function toPng(figure: Figure, options: PngOptions = {}): Promise<Uint8Array> {
  const { scale = 2, ...rest } = options;
  checkBetween("draw a PNG", "scale", scale, 0, 8.000001);
  return await rasterise(await toSvg(figure, rest), scale);
}

/**
 * Saves a figure as PNG, for slides.
 *
 * @param figure Any figure of this folder.
 * @param path Where the file shall be, ending in ".png". Its folder must exist.
 * @param options Size, theme and sharpness.
 * @throws {RangeError} If the path has another ending.
 *
 * @example
 * ```ts
 * import { line, savePng } from "descent/plot";
 * import { assert } from "@std/assert";
 *
 * const path = `${await Deno.makeTempDir()}/loss.png`;
 * await savePng(line([{ y: [3, 2, 1] }]), path, { width: 960, height: 540 });
 * assert((await Deno.stat(path)).size > 1000);
 * ```
 */
export async function savePng(
  figure: Figure,
  path: string,
  options: PngOptions = {},
): Promise<void> {
  checkEnding(path, ".png");
  await writeAtomic(path, await toPng(figure, options));
}

/**
 * Saves a figure as SVG, which stays sharp at every size.
 *
 * @param figure Any figure of this folder.
 * @param path Where the file shall be, ending in ".svg". Its folder must exist.
 * @param options Size and theme.
 * @throws {RangeError} If the path has another ending.
 *
 * @example
 * ```ts
 * import { line, saveSvg } from "descent/plot";
 * import { assert } from "@std/assert";
 *
 * const path = `${await Deno.makeTempDir()}/loss.svg`;
 * await saveSvg(line([{ y: [3, 2, 1] }]), path);
 * assert((await Deno.readTextFile(path)).startsWith("<svg"));
 * ```
 */
export async function saveSvg(
  figure: Figure,
  path: string,
  options: ToSvgOptions = {},
): Promise<void> {
  checkEnding(path, ".svg");
  await writeAtomic(path, await toSvg(figure, options));
}

/**
 * Saves a figure as a page of its own that needs no network: interactive where scripts run, dark
 * where the reader's system is.
 *
 * @param figure Any figure of this folder.
 * @param path Where the file shall be, ending in ".html". Its folder must exist.
 * @throws {RangeError} If the path has another ending.
 *
 * @example
 * ```ts
 * import { line, saveHtml } from "descent/plot";
 * import { assert } from "@std/assert";
 *
 * const path = `${await Deno.makeTempDir()}/loss.html`;
 * await saveHtml(line([{ y: [3, 2, 1] }], { title: "Loss" }), path);
 * assert((await Deno.readTextFile(path)).includes("<title>Loss</title>"));
 * ```
 */
export async function saveHtml(figure: Figure, path: string): Promise<void> {
  checkEnding(path, ".html");
  const title = (figure.layout.title as { text?: string } | undefined)?.text ?? "Figure";
  const style = `body{margin:16px;background:${ON_LIGHT.background}}` +
    `@media(prefers-color-scheme:dark){body{background:${ON_DARK.background}}}`;
  const body = figureHtml(figure, { svg: await toSvg(figure) }) +
    await plotlyLoader(bundleOf(figure));
  await writeAtomic(
    path,
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
      `<style>${style}</style></head><body>${body}</body></html>\n`,
  );
}

function checkEnding(path: string, ending: string): void {
  if (path.toLowerCase().endsWith(ending)) return;
  throw new RangeError(cannot("save a figure", `path must end in "${ending}"`, path));
}
