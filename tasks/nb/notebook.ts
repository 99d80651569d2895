import { cannot, writeAtomic } from "descent/core";

/** A notebook file, nbformat 4: what Jupyter saves. */
export type Notebook = {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
};

/** A cell of text or code. */
export type Cell = {
  cell_type: "code" | "markdown" | "raw";
  id?: string;
  metadata: { tags?: string[]; [key: string]: unknown };
  /** Lines with their line ends, or one text. */
  source: string | string[];
  outputs?: Output[];
  execution_count?: number | null;
};

/** Something that a cell showed. */
export type Output = {
  output_type: "stream" | "display_data" | "execute_result" | "error";
  name?: string;
  text?: string | string[];
  data?: Record<string, unknown>;
  metadata?: Record<string, unknown>;
  execution_count?: number | null;
  ename?: string;
  evalue?: string;
  traceback?: string[];
};

/** A code cell with the number that Run All gives it, from 1. */
export type CodeCell = { number: number; cell: Cell; source: string };

/**
 * Reads a notebook.
 *
 * @param path Where it lies.
 * @returns What it holds.
 * @throws {SyntaxError} If it is no notebook of nbformat 4.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const text = await Deno.readTextFile(path).catch((error) => {
    throw new RangeError(cannot(`read ${path}`, "it must be a file", error.name));
  });
  let notebook: Notebook | undefined;
  try {
    notebook = JSON.parse(text);
  } catch {
    // Told below, with the same words as for other JSON.
  }
  if (notebook?.nbformat === 4 && Array.isArray(notebook.cells)) return notebook;
  throw new SyntaxError(cannot(`read ${path}`, "it must be a notebook of nbformat 4"));
}

/**
 * The text of a notebook file: one blank a level as Jupyter writes it, so that saving in either
 * place changes nothing.
 */
export function notebookText(notebook: Notebook): string {
  return JSON.stringify(notebook, null, 1) + "\n";
}

/**
 * Writes a notebook, unless the file holds the same already.
 *
 * @param path Where to.
 * @param notebook What it shall hold.
 * @returns Whether the file has changed.
 */
export async function writeNotebook(path: string, notebook: Notebook): Promise<boolean> {
  const text = notebookText(notebook);
  if (await Deno.readTextFile(path).catch(() => "") === text) return false;
  await writeAtomic(path, text);
  return true;
}

/** The code cells that hold something, numbered as Run All numbers them. */
export function codeCells(notebook: Notebook): CodeCell[] {
  return notebook.cells
    .filter((cell) => cell.cell_type === "code" && sourceOf(cell).trim() !== "")
    .map((cell, i) => ({ number: i + 1, cell, source: sourceOf(cell) }));
}

/** A cell's text. */
export function sourceOf({ source }: Cell): string {
  return joined(source);
}

/** Whether a cell has a tag. */
export function hasTag({ metadata }: Cell, tag: string): boolean {
  return metadata?.tags?.includes(tag) ?? false;
}

/** Text that may stand in a file as a list of lines. */
export function joined(text: string | string[] | undefined): string {
  return Array.isArray(text) ? text.join("") : text ?? "";
}

/** Text as a list of lines with their ends, the form in which Jupyter saves it. */
export function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
