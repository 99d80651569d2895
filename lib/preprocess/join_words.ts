/**
 * Text from tokens as `splitWords` cuts them: no blank before a closing mark or behind an opening one,
 * and none between characters of scripts that are written without.
 *
 * Straight quotes open and close in turn. For reading alone: where the blanks were is not always told
 * by the tokens.
 *
 * @param words The tokens in order.
 * @returns One line of text.
 *
 * @example
 * ```ts
 * import { joinWords, splitWords } from "descent/preprocess";
 * import { assertEquals } from "@std/assert";
 *
 * const text = '"Is it slow?" asked Tomas (twice).';
 * assertEquals(joinWords(splitWords(text)), text);
 * ```
 */
export function joinWords(words: readonly string[]): string {
  let text = "";
  let inQuotes = false;
  let glue = true; // nothing stands before the first word
  for (const word of words) {
    const closes = word === '"' ? inQuotes : CLOSING.test(word);
    if (!glue && !closes && !(TIGHT.test(text.at(-1)!) && TIGHT.test(word[0]!))) text += " ";
    text += word;
    glue = word === '"' ? !inQuotes : OPENING.test(word);
    if (word === '"') inQuotes = !inQuotes;
  }
  return text;
}

const CLOSING = /^[.,;:!?…)\]}%”’»。，、；：！？）》」』]$/u;
const OPENING = /^[([{“‘«（《「『]$/u;
const TIGHT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;
