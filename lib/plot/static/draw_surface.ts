import type { Figure } from "../figure.ts";
import type { ColourScale } from "../palette.ts";
import { colourAt } from "../colour_at.ts";
import { type Point, projection } from "./projection.ts";
import { ticks, tickText } from "../ticks.ts";

/** Patches along each side: more are smaller than the eye sees, and make the file large. */
const MAX_PATCHES = 60;

/** What is read of a surface's figure. */
type Landscape = { x: number[]; y: number[]; z: number[][]; colorscale: ColourScale };
type Side = { title?: { text?: string }; range?: [number, number] };
type Template = { layout: { font: { family: string; color: string }; paper_bgcolor: string } };

/** An axis of the box: its ends in data, its title, and a place on it from 0 to 1. */
type Axis = { low: number; high: number; title: string; at(value: number): number };

/**
 * Draws a surface without WebGL, which plotly.js needs for it: patches from the farthest to the
 * nearest, in a box seen from the same side as the interactive figure.
 *
 * @param figure What `surface` made, with width, height and theme.
 * @returns The text of an SVG file.
 *
 * Source of the order of painting: M. Newell et al., "A solution to the hidden surface problem",
 * Proceedings of the ACM annual conference (1972).
 */
export function drawSurface({ data, layout }: Figure): string {
  const land = thinned(data[0] as unknown as Landscape);
  const { width, height, template } = layout as {
    width: number;
    height: number;
    template: Template;
  };
  const scene = layout.scene as Record<"xaxis" | "yaxis" | "zaxis", Side>;
  const heights = land.z.flat();
  const axes = [
    axisOf(land.x, scene.xaxis),
    axisOf(land.y, scene.yaxis),
    axisOf(heights, scene.zaxis),
  ] as [Axis, Axis, Axis];
  const { font: { family, color }, paper_bgcolor } = template.layout;
  const title = (layout.title as { text: string } | undefined)?.text;
  const project = projection(width - 90, height, title ? 40 : 8);
  const [least, most] = ends(heights);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="main-svg" width="${width}" height="${height}" ` +
    `viewBox="0 0 ${width} ${height}" font-family="${family}" font-size="12" fill="${color}">`,
    `<rect width="${width}" height="${height}" fill="${paper_bgcolor}"/>`,
    ...box(axes, project, color),
    ...patches(land, axes, project),
    ...labels(axes, project),
    ...bar(land.colorscale, least, most, width - 70, height),
    title ? `<text x="16" y="30" font-size="16">${title}</text>` : "",
    `</svg>`,
  ].join("");
}

/** Every k-th row and column, and always the last. */
function thinned({ x, y, z, colorscale }: Landscape): Landscape {
  const keep = (n: number) => {
    const step = Math.ceil((n - 1) / MAX_PATCHES);
    return Array.from(
      { length: Math.ceil((n - 1) / step) + 1 },
      (_, i) => Math.min(n - 1, i * step),
    );
  };
  const [columns, rows] = [keep(x.length), keep(y.length)];
  return {
    x: columns.map((j) => x[j]!),
    y: rows.map((i) => y[i]!),
    z: rows.map((i) => columns.map((j) => z[i]![j]!)),
    colorscale,
  };
}

function ends(values: number[]): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

function axisOf(values: number[], { title, range }: Side): Axis {
  const [low, high] = range ?? ends(values);
  return { low, high, title: title?.text ?? "", at: (value) => (value - low) / (high - low) };
}

type Project = (x: number, y: number, z: number) => Point;

/** The floor, the two walls behind, and their grids. */
function box([x, y, z]: [Axis, Axis, Axis], project: Project, color: string): string[] {
  const lines: [Point, Point][] = [];
  for (const t of ticks(x.low, x.high).map(x.at)) {
    lines.push([project(t, 0, 0), project(t, 1, 0)], [project(t, 0, 0), project(t, 0, 1)]);
  }
  for (const t of ticks(y.low, y.high).map(y.at)) {
    lines.push([project(0, t, 0), project(1, t, 0)], [project(0, t, 0), project(0, t, 1)]);
  }
  for (const t of ticks(z.low, z.high).map(z.at)) {
    lines.push([project(0, 0, t), project(1, 0, t)], [project(0, 0, t), project(0, 1, t)]);
  }
  const edges: [Point, Point][] = [
    [project(1, 0, 0), project(1, 1, 0)],
    [project(0, 1, 0), project(1, 1, 0)],
    [project(1, 0, 0), project(1, 0, 1)],
  ];
  return [
    stroke(lines, color, 0.15),
    stroke(edges, color, 0.6),
  ];
}

function stroke(lines: [Point, Point][], color: string, opacity: number): string {
  const d = lines.map(([a, b]) => `M${place(a)}L${place(b)}`).join("");
  return `<path d="${d}" stroke="${color}" stroke-opacity="${opacity}" fill="none"/>`;
}

function patches({ x, y, z, colorscale }: Landscape, axes: [Axis, Axis, Axis], project: Project) {
  const [least, most] = ends(z.flat());
  const corner = (i: number, j: number) =>
    project(axes[0].at(x[j]!), axes[1].at(y[i]!), axes[2].at(z[i]![j]!));
  const found: { depth: number; text: string }[] = [];
  for (let i = 0; i + 1 < y.length; i++) {
    for (let j = 0; j + 1 < x.length; j++) {
      const around = [corner(i, j), corner(i, j + 1), corner(i + 1, j + 1), corner(i + 1, j)];
      const mean = (z[i]![j]! + z[i]![j + 1]! + z[i + 1]![j + 1]! + z[i + 1]![j]!) / 4;
      const fill = colourAt(colorscale, (mean - least) / (most - least));
      // The edge in the colour of the patch closes the hairlines that antialiasing leaves.
      const text = `<path d="M${around.map(place).join("L")}Z" fill="${fill}" stroke="${fill}"/>`;
      found.push({ depth: around.reduce((sum, { depth }) => sum + depth, 0), text });
    }
  }
  const sorted = found.sort((a, b) => a.depth - b.depth).map(({ text }) => text);
  return [`<g stroke-width="0.6" stroke-linejoin="round">`, ...sorted, `</g>`];
}

/** Numbers and titles along the three edges in front. */
function labels([x, y, z]: [Axis, Axis, Axis], project: Project): string[] {
  return [
    ...edge(x, (t, out) => project(t, 1 + out, 0), "start"),
    ...edge(y, (t, out) => project(1 + out, t, 0), "end"),
    ...edge(z, (t, out) => project(1 + out / 2, -out, t), "end"),
  ];
}

function edge(
  { low, high, title, at }: Axis,
  point: (t: number, out: number) => Point,
  anchor: "start" | "end",
): string[] {
  const numbers = ticks(low, high).map((value) =>
    text(point(at(value), 0.05), tickText(value), anchor, 12)
  );
  return title ? [...numbers, text(point(0.5, 0.24), title, anchor, 14)] : numbers;
}

function text(at: Point, words: string, anchor: string, size: number): string {
  const y = (at.y + size / 3).toFixed(1);
  return `<text x="${
    at.x.toFixed(1)
  }" y="${y}" font-size="${size}" text-anchor="${anchor}">${words}</text>`;
}

/** The colour bar at the right. */
function bar(scale: ColourScale, low: number, high: number, x: number, height: number): string[] {
  const [top, long] = [height * 0.2, height * 0.6];
  const stops = scale.map(([at, colour]) =>
    `<stop offset="${at.toFixed(4)}" stop-color="${colour}"/>`
  );
  const numbers = ticks(low, high).map((value) => {
    const y = top + long * (1 - (value - low) / (high - low));
    return text({ x: x + 20, y, depth: 0 }, tickText(value), "start", 12);
  });
  return [
    `<defs><linearGradient id="heights" x1="0" y1="1" x2="0" y2="0">${stops.join("")}`,
    `</linearGradient></defs>`,
    `<rect x="${x}" y="${top}" width="14" height="${long}" fill="url(#heights)"/>`,
    ...numbers,
  ];
}

function place({ x, y }: Point): string {
  return `${x.toFixed(1)},${y.toFixed(1)}`;
}
