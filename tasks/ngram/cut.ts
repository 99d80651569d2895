import { type Corpus, idOf, type NgramModel, readCorpus, wordsOf } from "descent/ngram";
import { joinWords, splitWords } from "descent/preprocess";
import type { Unit } from "./options.ts";

/** How lines become tokens, and tokens a line. */
export type Cut = {
  unit: Unit;
  lowercase: boolean;
  /** What stands for a space among characters: in ARPA files, which part words by spaces, another. */
  space: string;
};

/** SentencePiece's sign for a space, which hardly any text holds. */
export const ARPA_SPACE = "▁";

/** The tokens of a sentence. */
export function tokensOf(line: string, { unit, lowercase, space }: Cut): string[] {
  const text = lowercase ? line.toLowerCase() : line;
  if (unit === "words") return splitWords(text);
  if (unit === "blanks") return text.match(BETWEEN_BLANKS) ?? [];
  return Array.from(text, (character) => character === " " ? space : character);
}

/** Unicode has more kinds of blanks, which are tokens of WikiText: KenLM cuts at ASCII's. */
const BETWEEN_BLANKS = /[^ \t\v\f\r\n]+/g;

/** Tokens as a line to read. */
export function lineOf(tokens: readonly string[], { unit, space }: Cut): string {
  if (unit === "words") return joinWords(tokens);
  return unit === "blanks" ? tokens.join(" ") : tokens.join("").replaceAll(space, " ");
}

/**
 * Lines as the library reads them: one sentence each, blanks between tokens.
 *
 * Blank lines stand between paragraphs and are left out; with `blanks` they are empty sentences, as
 * for KenLM.
 */
export function cutLines(lines: readonly string[], { unit, lowercase, space }: Cut): string {
  const kept = unit === "blanks" ? lines : lines.filter((line) => line.trim() !== "");
  const cut = unit === "words" ? kept.map((line) => splitWords(line).join(" ")) : kept;
  const text = lowercase ? cut.join("\n").toLowerCase() : cut.join("\n");
  return unit === "characters" ? text.replaceAll(" ", space) : text;
}

/** Lines as a corpus of numbers. */
export function corpusFrom(lines: readonly string[], cut: Cut): Corpus {
  return readCorpus(cutLines(lines, cut), readerUnit(cut));
}

/** What `readCorpus` is to be told. */
export function readerUnit({ unit }: Cut): { unit: "character" | "word" } {
  return { unit: unit === "characters" ? "character" : "word" };
}

/**
 * How the text was cut that a model was trained on. Where the model does not say, its vocabulary
 * tells: all of one character, or all of them what `splitWords` cuts, or neither.
 */
export function cutOf({ vocabulary, boundaries, cut }: NgramModel): Cut {
  const words = wordsOf(vocabulary).slice(boundaries === "sentence" ? 3 : 1);
  const lowercase = words.every((word) => word === word.toLowerCase());
  const hasSpace = idOf(vocabulary, " ") !== undefined;
  const space = !hasSpace && idOf(vocabulary, ARPA_SPACE) !== undefined ? ARPA_SPACE : " ";
  if (cut) return { ...cut, space };
  const isCharacter = (word: string) => word.length <= 2 && Array.from(word).length === 1;
  const isWord = (word: string) => splitWords(word)[0] === word;
  const unit = words.every(isCharacter) ? "characters" : words.every(isWord) ? "words" : "blanks";
  return { unit, lowercase, space };
}
