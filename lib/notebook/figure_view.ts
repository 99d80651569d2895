import {
  type Bundle as PlotlyPart,
  bundleOf,
  type Figure,
  figureHtml,
  plotlyLoader,
  toSvg,
} from "../plot/mod.ts";
import type { Bundle } from "./host.ts";
import { session } from "./session.ts";

/** Whether a value is a figure of Plotly's: a list of traces, and a layout. */
export function isFigure(value: unknown): value is Figure {
  if (typeof value !== "object" || value === null) return false;
  const { data, layout } = value as Partial<Figure>;
  return Array.isArray(data) && typeof layout === "object" && layout !== null;
}

/**
 * A figure with its still picture, for the last line of a cell.
 *
 * @param figure The figure.
 * @returns Its forms, when the picture is drawn.
 */
export async function figureBundle(figure: Figure): Promise<Bundle> {
  await showLoader(figure);
  return formsOf(figure, await toSvg(figure));
}

/**
 * Shows a figure at once where scripts run; the still picture, which is seen elsewhere, is drawn before
 * the cell ends and put behind it.
 *
 * @param figure The figure.
 */
export async function showFigure(figure: Figure): Promise<void> {
  const { inNotebook, screen } = session();
  if (!inNotebook) return screen.show({ "text/plain": describe(figure) });
  await showLoader(figure);
  const live = screen.live();
  live.draw(formsOf(figure));
  screen.beforeCellEnds(async () => live.done(formsOf(figure, await toSvg(figure))));
}

const LARGEST_MIME = 20_000; // characters; the figure stands in the HTML a second time
const carriers = new Map<PlotlyPart, string>(); // the layout of the figure that plotly.js stands before

/**
 * Puts plotly.js before the first figure. When the first figure is shown again, its cell has been
 * run again and the old output is gone, so plotly.js is put there anew.
 */
async function showLoader(figure: Figure): Promise<void> {
  const part = bundleOf(figure);
  const look = JSON.stringify(figure.layout);
  if ((carriers.get(part) ?? look) !== look) return;
  carriers.set(part, look);
  session().screen.show({ "text/html": await plotlyLoader(part), "text/plain": "" });
}

function formsOf(figure: Figure, svg?: string): Bundle {
  const bundle: Bundle = {
    "text/html": figureHtml(figure, svg === undefined ? {} : { svg }),
    "text/plain": describe(figure),
  };
  // A front end's own Plotly would know nothing of pictures behind cells.
  if (!figure.pictures && JSON.stringify(figure).length <= LARGEST_MIME) {
    bundle["application/vnd.plotly.v1+json"] = figure; // for front ends with a Plotly of their own
  }
  return bundle;
}

/** A figure in words: its title, and how many of which traces. */
function describe({ data, layout }: Figure): string {
  const { title } = layout as { title?: string | { text?: string } };
  const words = typeof title === "string" ? title : title?.text ?? "figure";
  const kinds = Map.groupBy(data, ({ type = "scatter" }) => String(type));
  const counts = [...kinds].map(([kind, traces]) => `${traces.length} ${kind}`);
  return `[${plain(words)}: ${counts.join(", ")}]`;
}

/** A title without the entities by which a figure keeps text from being read as HTML. */
function plain(title: string): string {
  return title.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
