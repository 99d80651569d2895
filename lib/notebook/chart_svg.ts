import type { Point } from "./curve.ts";
import { escapeHtml } from "./escape.ts";
import { formatNumber } from "./grid.ts";

/** One panel of the chart: a curve over steps, and a dot for each epoch. */
export type Panel = { name: string; curve: Point[]; dots: Point[] };

const [WIDTH, HEIGHT] = [330, 190]; // pixels a panel
const MARGIN = { left: 48, right: 12, top: 30, bottom: 30 }; // room for numbers and words
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"]; // Okabe and Ito: told apart by all eyes

/** Words and lines: as far from a white page as from a dark one, a contrast of 4.2. */
export const GREY = "#7b7b7b";

/**
 * Curves as SVG, a panel for each, since a loss and an accuracy have no scale in common.
 *
 * There is no ground, and all colours are of medium brightness: an image cannot find out whether the
 * notebook that it stands in is light or dark.
 *
 * @param panels What to draw, from left to right.
 * @param xLabel What runs along the bottom.
 * @returns An SVG document, numbers in tenths of a pixel.
 */
export function chartSvg(panels: Panel[], xLabel: string): string {
  const width = WIDTH * panels.length;
  const all = panels.map((panel, i) =>
    `<g transform="translate(${i * WIDTH},0)">` +
    `${panelSvg(panel, xLabel, COLOURS[i % COLOURS.length]!)}</g>`
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" ` +
    `viewBox="0 0 ${width} ${HEIGHT}" font-family="sans-serif" font-size="11" fill="${GREY}">` +
    `${all.join("")}</svg>`;
}

function panelSvg({ name, curve, dots }: Panel, xLabel: string, colour: string): string {
  const finite = [...curve, ...dots].filter(({ y }) => Number.isFinite(y));
  const last = finite.length === 0 ? "" : ` ${formatNumber((dots.at(-1) ?? curve.at(-1)!).y)}`;
  const title = text(WIDTH / 2, 18, "middle", name + last, ' font-size="13"');
  if (finite.length === 0) return title;
  const xs = spanOf(finite.map(({ x }) => x), 0);
  const ys = spanOf(finite.map(({ y }) => y), 0.05);
  const toX = scale(xs, [MARGIN.left, WIDTH - MARGIN.right]);
  const toY = scale(ys, [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const place = ({ x, y }: Point) => `${round(toX(x))},${round(toY(y))}`;
  const across = WIDTH - MARGIN.right;
  const grid = ticks(ys).map((y) =>
    `<path d="M${MARGIN.left} ${
      round(toY(y))
    }H${across}" stroke="${GREY}" stroke-opacity="0.35"/>` +
    text(MARGIN.left - 5, toY(y) + 4, "end", formatNumber(Number(y.toPrecision(6))))
  );
  const below = ticks(xs).map((x) =>
    text(toX(x), HEIGHT - MARGIN.bottom + 14, "middle", formatNumber(Number(x.toPrecision(6))))
  );
  const line = curve.filter(({ y }) => Number.isFinite(y)).map(place).join(" ");
  return title + grid.join("") + below.join("") +
    text(WIDTH / 2, HEIGHT - 4, "middle", xLabel) +
    `<polyline points="${line}" fill="none" stroke="${colour}" stroke-width="1.5"/>` +
    dots.filter(({ y }) => Number.isFinite(y)).map((dot) => {
      const [cx, cy] = place(dot).split(",");
      return `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`;
    }).join("");
}

type Span = [low: number, high: number];

/** From the smallest to the largest value, widened by a share of the way; never empty. */
function spanOf(values: number[], widenBy: number): Span {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const more = (high - low || Math.abs(high) || 1) * (high > low ? widenBy : 0.5);
  return [low - more, high + more];
}

function scale([low, high]: Span, [from, to]: Span): (value: number) => number {
  return (value) => from + (value - low) / (high - low) * (to - from);
}

/** Three to six round numbers within a span: multiples of 1, 2 or 5 times a power of ten. */
function ticks([low, high]: Span): number[] {
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= rough)! * power;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

function text(x: number, y: number, anchor: string, words: string, extra = ""): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}"${extra}>` +
    `${escapeHtml(words)}</text>`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
