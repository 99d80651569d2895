import { grouped } from "./format.ts";
import { modelTable } from "./model_table.ts";
import type { Run } from "./prepare.ts";

/** The lines before training: on what data, with what, which model. */
export function openingLines({ data, machinery, layers, differences }: Run): string[] {
  const { train, test, source } = data;
  return [
    `Data:    ${source.name}, ${grouped(train.n)} training and ${grouped(test.n)} test images`,
    ...(source.documented ? [] : [`         ${source.note}`]),
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
