import type { Figure } from "./figure.ts";

/**
 * Axes whose range holds all figures, so that what moves is the data and not the frame.
 *
 * @param figures Figures of one kind.
 * @returns The axes that change; those of a fixed range and of names stay as they are.
 */
export function sharedAxes(figures: Figure[]): Record<string, unknown> {
  const layout = figures[0]!.layout;
  const out: Record<string, unknown> = {};
  for (const [axis, name] of [["xaxis", "x"], ["yaxis", "y"]] as const) {
    const own = layout[axis] as { range?: unknown; type?: string; autorange?: unknown } | undefined;
    if (!own || own.range || own.autorange || own.type === "category") continue;
    const range = rangeOf(figures.flatMap(({ data }) => data), name, own.type === "log");
    if (range) out[axis] = { ...own, range };
  }
  return out;
}

function rangeOf(
  traces: Record<string, unknown>[],
  name: "x" | "y",
  log: boolean,
): [number, number] | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const trace of traces) {
    if (trace.type !== "scatter" && trace.type !== "bar") return undefined;
    const isBar = trace.type === "bar";
    if (isBar && name === "y") low = Math.min(low, 0);
    const half = isBar && name === "x" ? Number(trace.width ?? 1) / 2 : 0;
    for (const value of trace[name] as number[]) {
      low = Math.min(low, value - half);
      high = Math.max(high, value + half);
    }
  }
  if (log) [low, high] = [Math.log10(low), Math.log10(high)];
  const room = 0.05 * (high - low || 1);
  return [low - room, high + room];
}
