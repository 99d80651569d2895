/** What {@linkcode splitWords} may be told. */
export type SplitWordsOptions = {
  /** Whether `The` and `the` are one word. @default false */
  lowercase?: boolean | undefined;
};

/**
 * The words and marks of a text, each a token of its own.
 *
 * A word is letters, digits and marks on letters, joined by an apostrophe, a hyphen, a point or a comma
 * inside it (`don't`, `well-known`, `3.2`, `20,000`). The usual titles keep their point (`Mr.`, `Dr.`).
 * Any other character that is not white space stands alone. Where a script is written without blanks
 * (Chinese, Japanese, Thai, Lao, Khmer, Burmese), `Intl.Segmenter` finds the words.
 *
 * A language model predicts marks too; where they are to go, `textToWords` drops them as Keras does.
 *
 * @param text Any text; line ends are white space.
 * @param options All may be left out.
 * @returns The tokens in order; none for a text without any.
 *
 * @example English, Chinese, and both
 * ```ts
 * import { splitWords } from "descent/preprocess";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(splitWords(`"Don't," said Mr. Lee.`), [
 *   '"', "Don't", ",", '"', "said", "Mr.", "Lee", ".",
 * ]);
 * assertEquals(splitWords("新的 Sensor 很好。", { lowercase: true }), ["新的", "sensor", "很好", "。"]);
 * ```
 */
export function splitWords(text: string, { lowercase = false }: SplitWordsOptions = {}): string[] {
  const tokens = (lowercase ? text.toLowerCase() : text).match(TOKEN) ?? [];
  return tokens.flatMap((token) => WITHOUT_BLANKS.test(token) ? segments(token) : token);
}

const TOKEN =
  /\b(?:mrs?|ms|dr|st|prof)\.|[\p{L}\p{N}\p{M}]+(?:['’\-.,][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*|\S/giu;

const WITHOUT_BLANKS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

function segments(token: string): string[] {
  return Array.from(segmenter.segment(token), ({ segment }) => segment);
}
