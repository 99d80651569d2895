import { modelTable } from "./model_table.ts";
import type { Run } from "./run.ts";

/** The lines before training: on what data, with what, which model. */
export function openingLines({ opening, machinery, layers, differences }: Run): string[] {
  return [
    ...opening,
    `Backend: ${machinery.backendText}`,
    ...noteLines(differences),
    "",
    ...modelTable(layers),
    "",
  ];
}

/** One plain line where the run is not the documented one. */
export function noteLines(differences: string[]): string[] {
  if (differences.length === 0) return [];
  return [`Note:    this is not the documented run (${differences.join("; ")})`];
}
