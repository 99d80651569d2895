import type { Figure } from "../figure.ts";
import { finishPictures } from "./canvas.ts";
import { openPage, type Page } from "./page.ts";

let page: Promise<Page> | undefined;
let turn: Promise<unknown> = Promise.resolve();

/**
 * Draws a flat figure with plotly.js in a document that has no screen. The document is made at the
 * first call and kept; figures are drawn one after the other, so that none sees another's names.
 *
 * @param figure A figure with width and height, of traces that need no WebGL.
 * @returns The text of an SVG file.
 */
export function drawFlat(figure: Figure): Promise<string> {
  const drawn = turn.then(() => draw(figure));
  turn = drawn.catch(() => {});
  return drawn;
}

async function draw({ data, layout }: Figure): Promise<string> {
  const { document, Plotly, copy, seed } = await (page ??= openPage());
  const element = document.createElement("div");
  document.body.append(element);
  seed();
  try {
    const size = { width: layout.width as number, height: layout.height as number };
    await Plotly.newPlot(element, copy(data), copy(layout), { staticPlot: true });
    const svg = await Plotly.toImage(element, { format: "svg", imageDataOnly: true, ...size });
    return await finishPictures(svg);
  } finally {
    Plotly.purge(element);
    element.remove();
  }
}
