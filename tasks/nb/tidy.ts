import { type Cell, lines, type Notebook, sourceOf } from "./notebook.ts";

/** The kernel that lessons ask for, and what front ends need to colour the code. */
export const METADATA = {
  kernelspec: { display_name: "Descent (Deno)", language: "typescript", name: "descent" },
  language_info: {
    codemirror_mode: "typescript",
    file_extension: ".ts",
    mimetype: "text/x.typescript",
    name: "typescript",
    nbconvert_exporter: "script",
    pygments_lexer: "typescript",
  },
};

/**
 * A notebook without what changes from save to save: every front end leaves its own marks in the
 * metadata, and versions of the kernel; cells get ids that stay.
 *
 * @param notebook The notebook; it stays as it is.
 * @returns The tidy one, in nbformat 4.5.
 */
export function tidy({ cells, metadata }: Notebook): Notebook {
  const { descent } = metadata;
  const taken = new Set(cells.flatMap(({ id }) => id ?? []));
  return {
    cells: cells.map((cell) => tidyCell(cell, () => freeId(taken))),
    metadata: { ...descent !== undefined && { descent }, ...METADATA },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

/** Keys in the order in which Jupyter writes them. */
function tidyCell(cell: Cell, newId: () => string): Cell {
  const { execution: _, collapsed: __, ...metadata } = cell.metadata ?? {};
  const source = lines(sourceOf(cell).trimEnd());
  const head = { cell_type: cell.cell_type, id: cell.id ?? newId(), metadata };
  if (cell.cell_type !== "code") {
    const tidied: Cell = { ...head, source };
    return tidied;
  }
  const { cell_type, id } = head;
  const outputs = cell.outputs ?? [];
  const execution_count = cell.execution_count ?? null;
  return { cell_type, execution_count, id, metadata, outputs, source };
}

function freeId(taken: Set<string>): string {
  let i = 1;
  while (taken.has(`cell-${i}`)) i++;
  taken.add(`cell-${i}`);
  return `cell-${i}`;
}
