import { cannot } from "../core/mod.ts";
import type { Figure } from "./figure.ts";
import { layeredLayout, type Place } from "./layered_layout.ts";
import { baseLayout, escapeText, type FigureOptions } from "./options.ts";
import { COLOURS } from "./palette.ts";

/** A number in a computation. */
export type GraphNode = {
  /** Its name or the operation that made it, a few letters. */
  label: string;
  /** The number, written above. */
  value: number;
  /** How much the result changes with it, written below. */
  gradient: number;
};

/** The use of a number in an operation. */
export type GraphEdge = {
  /** The input's position. */
  from: number;
  /** The operation's position, behind the input's. */
  to: number;
};

/** A computation: numbers, each behind its inputs, and what goes into what. */
export type Graph = { nodes: readonly GraphNode[]; edges: readonly GraphEdge[] };

/** What {@linkcode computationGraph} can be told. */
export type ComputationGraphOptions = Pick<FigureOptions, "title" | "width" | "height">;

/** More would not be read. */
const MAX_NODES = 120;

/** Pixels that a column and a row need. */
const COLUMN_PX = 84;
const ROW_PX = 92;

/** Half a node's diameter in pixels, where edges begin and end. */
const RADIUS_PX = 19;

/** Seen on a light and on a dark page. */
const EDGE_COLOUR = "#808080";

/**
 * How a number was computed, from left to right: squares are what it was computed from, circles are
 * operations. Above each stands its value, which goes forward, and below it, after a ∂, the
 * derivative of the result by it, which comes back.
 *
 * @param graph Nodes and edges, as `graphOf` of `descent/optim` gives them.
 * @param options Title and size. @default as large as the graph needs
 * @returns The figure.
 * @throws {RangeError} If there are no nodes or more than 120, a number is not finite, or an edge does
 * not go from a node to a later one.
 *
 * @example w · 2
 * ```ts
 * import { computationGraph } from "descent/plot";
 * import { assertEquals } from "@std/assert";
 *
 * const figure = computationGraph({
 *   nodes: [
 *     { label: "w", value: 3, gradient: 2 },
 *     { label: "2", value: 2, gradient: 3 },
 *     { label: "×", value: 6, gradient: 1 },
 *   ],
 *   edges: [{ from: 0, to: 2 }, { from: 1, to: 2 }],
 * });
 * assertEquals((figure.layout.annotations as unknown[]).length, 2);
 * ```
 */
export function computationGraph(
  { nodes, edges }: Graph,
  options: ComputationGraphOptions = {},
): Figure {
  const action = "draw a computation";
  check(action, { nodes, edges });
  const places = layeredLayout(nodes.length, edges);
  const columns = 1 + Math.max(...places.map(({ x }) => x));
  const rows = 1 + 2 * Math.max(...places.map(({ y }) => Math.abs(y)));
  const size = { width: 60 + COLUMN_PX * columns, height: 70 + ROW_PX * rows };
  const layout = baseLayout(action, options, {
    width: Math.max(300, size.width),
    height: Math.max(180, size.height),
  });
  const hidden = { visible: false, fixedrange: true };
  const isInput = nodes.map((_, i) => !edges.some(({ to }) => to === i));
  return {
    data: [
      circles(nodes, places, isInput),
      notes(nodes, places, "top", ({ value }) => digits(value)),
      notes(nodes, places, "bottom", ({ gradient }) => `∂ ${digits(gradient)}`, COLOURS[1]!),
    ],
    layout: {
      ...layout,
      margin: { l: 10, r: 10, t: options.title ? 44 : 10, b: 10 },
      showlegend: false,
      xaxis: { ...hidden, range: [-0.6, columns - 0.4] },
      yaxis: { ...hidden, range: [-rows / 2 - 0.1, rows / 2 + 0.1] },
      annotations: edges.map(({ from, to }) => arrow(places[from]!, places[to]!)),
    },
  };
}

function check(action: string, { nodes, edges }: Graph): void {
  if (nodes.length < 1 || nodes.length > MAX_NODES) {
    throw new RangeError(cannot(action, `1 to ${MAX_NODES} nodes are needed`, nodes.length));
  }
  for (const { label, value, gradient } of nodes) {
    if (Number.isFinite(value) && Number.isFinite(gradient)) continue;
    const needed = `value and gradient of "${label}" must be finite`;
    throw new RangeError(cannot(action, needed, [value, gradient]));
  }
  for (const { from, to } of edges) {
    if (nodes[from] && nodes[to] && from < to) continue;
    throw new RangeError(cannot(action, "an edge must go from a node to a later one", [from, to]));
  }
}

function circles(nodes: readonly GraphNode[], places: Place[], isInput: boolean[]) {
  return {
    type: "scatter",
    mode: "markers+text",
    ...at(places),
    text: nodes.map(({ label }) => escapeText(label)),
    textfont: { color: "#FFFFFF", size: 12 },
    hoverinfo: "skip",
    marker: {
      size: 2 * RADIUS_PX,
      opacity: 1,
      symbol: isInput.map((input) => input ? "square" : "circle"),
      color: isInput.map((input) => input ? COLOURS[0] : COLOURS[5]),
    },
  };
}

function notes(
  nodes: readonly GraphNode[],
  places: Place[],
  side: "top" | "bottom",
  text: (node: GraphNode) => string,
  color?: string,
) {
  return {
    type: "scatter",
    mode: "markers+text", // unseen markers keep the text at a distance
    ...at(places),
    text: nodes.map(text),
    textposition: `${side} center`,
    textfont: { size: 11, ...(color ? { color } : {}) },
    hoverinfo: "skip",
    marker: { size: 2 * RADIUS_PX, opacity: 0 },
  };
}

function at(places: Place[]): { x: number[]; y: number[] } {
  return { x: places.map(({ x }) => x), y: places.map(({ y }) => y) };
}

function arrow(from: Place, to: Place): Record<string, unknown> {
  return {
    ...{ x: to.x, y: to.y, ax: from.x, ay: from.y },
    ...{ xref: "x", yref: "y", axref: "x", ayref: "y" },
    ...{ text: "", showarrow: true, arrowhead: 2, arrowsize: 1, arrowwidth: 1.5 },
    arrowcolor: EDGE_COLOUR,
    standoff: RADIUS_PX + 3,
    startstandoff: RADIUS_PX + 5,
  };
}

/** Three digits, and a minus of the length of a plus. */
function digits(value: number): string {
  return `${Number(value.toPrecision(3)) + 0}`.replace("-", "−");
}
