import { createPrng } from "../../core/mod.ts";
import { plotlySource } from "../bundle.ts";
import { answer, ownBox, pageBox, type Shape } from "./box.ts";
import { canvasContext, canvasUrl } from "./canvas.ts";
import { pathLength, pathPoint } from "./polyline.ts";

/** A document without a screen in which plotly.js has been started. */
export type Page = {
  document: Document;
  Plotly: Plotly;
  /** A deep copy made of the document's own arrays and objects, which plotly.js asks for. */
  copy(value: unknown): unknown;
  /** Starts the document's random numbers anew, by which plotly.js names clip paths. */
  seed(): void;
};

type Element = Shape & { append(...children: Element[]): void; remove(): void };
type Document = { createElement(name: string): Element; body: Element };
type Plotly = {
  newPlot(at: Element, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  toImage(at: Element, options: Record<string, unknown>): Promise<string>;
  purge(at: Element): void;
};
// deno-lint-ignore no-explicit-any -- jsdom ships no types, and a window is open to any name
type Window = any;

/** Starts jsdom and plotly.js in it; about a second. */
export async function openPage(): Promise<Page> {
  const { JSDOM } = await import("jsdom");
  const { window } = new JSDOM("<!doctype html><body></body>", {
    runScripts: "outside-only",
    pretendToBeVisual: true,
  }) as { window: Window };
  measure(window);
  addMissing(window);
  window.HTMLCanvasElement.prototype.getContext = canvasContext;
  window.HTMLCanvasElement.prototype.toDataURL = canvasUrl;
  window.eval(await plotlySource("cartesian"));
  const copy = (value: unknown) => window.JSON.parse(JSON.stringify(value));
  const seed = () => window.Math.random = createPrng(0).next;
  return { document: window.document, Plotly: window.Plotly ?? window.moduleName, copy, seed };
}

/** Gives elements a size: jsdom lays nothing out, so text is measured by the widths of its font. */
function measure(window: Window): void {
  window.Element.prototype.getBoundingClientRect = function (this: Shape) {
    return answer(pageBox(this));
  };
  Object.assign(window.SVGElement.prototype, {
    getBBox(this: Shape) {
      return answer(ownBox(this));
    },
    getComputedTextLength(this: Shape) {
      return answer(ownBox(this)).width;
    },
    getTotalLength(this: Shape) {
      return pathLength(corners(this));
    },
    getPointAtLength(this: Shape, length: number) {
      return pathPoint(corners(this), length);
    },
  });
}

/** The corners of a path of straight lines; plotly.js asks only for those of contours. */
function corners(path: Shape): [number, number][] {
  const found = path.getAttribute("d")?.match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number) ?? [0, 0];
  return Array.from({ length: found.length >> 1 }, (_, i) => [found[2 * i]!, found[2 * i + 1]!]);
}

/** What plotly.js asks of a browser at its start and jsdom has not. */
function addMissing(window: Window): void {
  class Observer {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  Object.assign(window, { TextDecoder, TextEncoder, ResizeObserver: Observer });
  window.URL.createObjectURL = () => "blob:none";
  window.URL.revokeObjectURL = () => {};
  window.matchMedia = () => ({ matches: false, addEventListener() {}, removeEventListener() {} });
}
