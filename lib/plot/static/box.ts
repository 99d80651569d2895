import { textWidth } from "./text_width.ts";

/** An element of the document, as far as it is measured. */
export type Shape = {
  tagName: string;
  textContent: string | null;
  style?: { fontSize?: string; textAnchor?: string; fontWeight?: string; display?: string };
  parentElement: Shape | null;
  children: Iterable<Shape>;
  getAttribute(name: string): string | null;
};

/** Smallest and largest x and y, in pixels. */
type Box = [left: number, top: number, right: number, bottom: number];

/** `[a, b, c, d, e, f]` takes (x, y) to (a x + c y + e, b x + d y + f), as in SVG. */
type Matrix = [number, number, number, number, number, number];

/**
 * Where an element lies in its own coordinates: text by the widths of its font, rectangles by their
 * attributes, groups by what they hold. Paths are left out; no label stands on one.
 */
export function ownBox(shape: Shape): Box | undefined {
  const name = shape.tagName.toLowerCase();
  if (shape.style?.display === "none" || name === "defs") return undefined;
  if (name === "text") return textBox(shape);
  if (name === "rect" || name === "image") {
    const [x, y] = [number(shape, "x"), number(shape, "y")];
    return [x, y, x + number(shape, "width"), y + number(shape, "height")];
  }
  return union([...shape.children].map((child) => {
    const box = ownBox(child);
    return box && moved(box, transformOf(child));
  }));
}

/** Where an element lies in the coordinates of the page. */
export function pageBox(shape: Shape): Box | undefined {
  let box = ownBox(shape);
  for (let at: Shape | null = shape; at && box; at = at.parentElement) {
    box = moved(box, transformOf(at));
  }
  return box;
}

/** The box in the form in which a browser answers. */
export function answer(box: Box | undefined): Record<string, unknown> {
  const [left, top, right, bottom] = box ?? [0, 0, 0, 0];
  const [width, height] = [right - left, bottom - top];
  return { x: left, y: top, left, top, right, bottom, width, height };
}

function textBox(text: Shape): Box | undefined {
  const size = fontSize(text);
  const rows = [...text.children].filter(({ tagName }) => tagName.toLowerCase() === "tspan");
  const lines = rows.some((row) => row.getAttribute("class") === "line")
    ? rows.map(({ textContent }) => textContent ?? "")
    : [text.textContent ?? ""];
  const width = Math.max(...lines.map(textWidth)) * size * (isBold(text) ? 1.07 : 1);
  if (width === 0) return undefined;
  const anchor = text.style?.textAnchor || text.getAttribute("text-anchor") || "start";
  const left = number(text, "x") - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
  const top = number(text, "y") - 0.9 * size;
  return [left, top, left + width, top + size * (1.15 + 1.3 * (lines.length - 1))];
}

function fontSize(text: Shape): number {
  for (let at: Shape | null = text; at; at = at.parentElement) {
    const size = Number.parseFloat(at.style?.fontSize || at.getAttribute("font-size") || "");
    if (size > 0) return size;
  }
  return 12;
}

function isBold(text: Shape): boolean {
  return /bold|[6-9]00/.test(text.style?.fontWeight ?? "");
}

function number(shape: Shape, name: string): number {
  return Number.parseFloat(shape.getAttribute(name) ?? "") || 0;
}

function union(boxes: (Box | undefined)[]): Box | undefined {
  const all = boxes.filter((box) => box !== undefined);
  if (all.length === 0) return undefined;
  const least = (i: 0 | 1) => Math.min(...all.map((box) => box[i]));
  const most = (i: 2 | 3) => Math.max(...all.map((box) => box[i]));
  return [least(0), least(1), most(2), most(3)];
}

/** The box around a box that was moved and turned. */
function moved([left, top, right, bottom]: Box, [a, b, c, d, e, f]: Matrix): Box {
  const corners = [[left, top], [right, top], [left, bottom], [right, bottom]] as const;
  const xs = corners.map(([x, y]) => a * x + c * y + e);
  const ys = corners.map(([x, y]) => b * x + d * y + f);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function transformOf(shape: Shape): Matrix {
  let all: Matrix = [1, 0, 0, 1, 0, 0];
  for (const [, name, list] of (shape.getAttribute("transform") ?? "").matchAll(TRANSFORM)) {
    const values = (list!.match(/-?[\d.]+(?:e-?\d+)?/gi) ?? []).map(Number);
    for (const step of matrices(name!, values)) all = times(all, step);
  }
  return all;
}

const TRANSFORM = /(translate|rotate|scale)\s*\(([^)]*)\)/g;

function matrices(name: string, [x = 0, y, z = 0]: number[]): Matrix[] {
  if (name === "translate") return [[1, 0, 0, 1, x, y ?? 0]];
  if (name === "scale") return [[x, 0, 0, y ?? x, 0, 0]];
  const [cos, sin] = [Math.cos((x * Math.PI) / 180), Math.sin((x * Math.PI) / 180)];
  return [[1, 0, 0, 1, y ?? 0, z], [cos, sin, -sin, cos, 0, 0], [1, 0, 0, 1, -(y ?? 0), -z]];
}

function times([a, b, c, d, e, f]: Matrix, [p, q, r, s, t, u]: Matrix): Matrix {
  return [
    a * p + c * q,
    b * p + d * q,
    a * r + c * s,
    b * r + d * s,
    a * t + c * u + e,
    b * t + d * u + f,
  ];
}
