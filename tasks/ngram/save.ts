import { dirname } from "node:path";
import { writeAtomic } from "descent/core";
import { writeArpa, writeNgramBinary } from "descent/ngram";
import type { Output } from "../cli/outputs.ts";
import type { Answer } from "./answer.ts";
import { ARPA_SPACE } from "./cut.ts";
import type { NgramOptions } from "./options.ts";

/** The file for the model, if one was asked for. */
export function savedModel({ save }: NgramOptions): Output | undefined {
  if (save === undefined) return undefined;
  return { option: "--save", what: "the model", path: save, kind: "file", bytes: 1_000_000 };
}

/** Writes the trained model in the form that the file's name asks for. */
export async function saveModel(path: string, { trained }: Answer): Promise<void> {
  if (!trained) throw new TypeError("no model was trained");
  const { unit, lowercase } = trained.cut;
  const model = { ...trained.model, cut: { unit, lowercase } };
  const isArpa = /\.arpa(\.gz)?$/i.exec(path);
  const bytes = !isArpa ? writeNgramBinary(model) : await writeArpa(model, {
    gzip: isArpa[1] !== undefined,
    ...(unit === "characters" && { spaceAs: ARPA_SPACE }),
  });
  await Deno.mkdir(dirname(path), { recursive: true });
  await writeAtomic(path, bytes);
}
