import { CORPORA, type CorpusName, loadCorpus, readText, type TextCorpus } from "descent/data";
import type { NgramOptions } from "./options.ts";

/**
 * The text of a name or file.
 *
 * @param text A corpus known by name, or the path of a file.
 * @param part The part of WikiText-2.
 */
export async function openText(text: string, part: NgramOptions["part"]): Promise<TextCorpus> {
  if (!isCorpus(text)) return await readText(text);
  return await loadCorpus(text, text === "wikitext-2" ? { part } : {});
}

/** Whether a word is the name of a corpus. A file of that name is `./name`. */
export function isCorpus(text: string): text is CorpusName {
  return CORPORA.includes(text as CorpusName);
}
