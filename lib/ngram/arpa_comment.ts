import type { TextCut } from "./model.ts";

const FORM = /^#\s*Text cut into (words|blanks|characters)(, in lower case)?$/;

/** How text was cut, as a line before an ARPA file's `\\data\\`: comments there begin with #. */
export function cutComment({ unit, lowercase }: TextCut): string {
  return `# Text cut into ${unit}${lowercase ? ", in lower case" : ""}`;
}

/** What such a line says; nothing where it is another comment. */
export function readCutComment(line: string): TextCut | undefined {
  const [, unit, lowercase] = FORM.exec(line) ?? [];
  return unit ? { unit: unit as TextCut["unit"], lowercase: lowercase !== undefined } : undefined;
}
