import { cannot } from "../core/mod.ts";

/** How a text becomes words. */
export type TextToWordsOptions = {
  /** Whether to lower the case. @default true */
  lower?: boolean | undefined;
  /** Characters that separate, as `split` does. @default punctuation but ', tab and line end */
  filters?: string | undefined;
  /** What stands between words, at least one character. @default " " */
  split?: string | undefined;
  /**
   * Finds words as a language writes them, where blanks do not tell: a tag such as "zh" or "en". Then
   * neither `filters` nor `split` is used. @default undefined
   */
  locale?: string | undefined;
};

/** What separates words by default: Keras's list. The apostrophe is not in it. */
export const DEFAULT_FILTERS = '!"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n';

/**
 * The words of a text, in lower case and without punctuation: Keras's `text_to_word_sequence`.
 *
 * That cuts at blanks, and so takes a Chinese sentence for one word. With a `locale` the words are found
 * by Unicode's rules and, for Chinese, Japanese, Thai and others, by the dictionaries of ICU; mixed text
 * is cut properly too.
 *
 * @param text Any text.
 * @param options All may be left out.
 * @returns The words in their order, none of them empty.
 * @throws {RangeError} If `split` is empty or `locale` is no language tag.
 *
 * @example
 * ```ts
 * import { textToWords } from "descent/preprocess";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(textToWords("Don't panic, it's fine!"), ["don't", "panic", "it's", "fine"]);
 * assertEquals(textToWords("质量很好，works well", { locale: "zh" }), [
 *   "质量",
 *   "很好",
 *   "works",
 *   "well",
 * ]);
 * ```
 *
 * Source: Keras 3's legacy text module; Unicode Standard Annex 29.
 */
export function textToWords(
  text: string,
  { lower = true, filters = DEFAULT_FILTERS, split = " ", locale }: TextToWordsOptions = {},
): string[] {
  const cased = lower ? text.toLowerCase() : text;
  if (locale !== undefined) return segment(cased, locale);
  if (split === "") throw new RangeError(cannot("cut text into words", "split must not be empty"));
  const separators = new Set(filters);
  const spaced = filters === ""
    ? cased
    : Array.from(cased, (character) => separators.has(character) ? split : character).join("");
  return spaced.split(split).filter((word) => word !== "");
}

/** One a language, since making one takes a hundred times as long as using it. */
const segmenters = new Map<string, Intl.Segmenter>();

function segment(text: string, locale: string): string[] {
  let segmenter = segmenters.get(locale);
  if (!segmenter) {
    try {
      segmenter = new Intl.Segmenter(locale, { granularity: "word" });
    } catch {
      throw new RangeError(cannot("cut text into words", "locale must be a language tag", locale));
    }
    segmenters.set(locale, segmenter);
  }
  return Array.from(segmenter.segment(text)).filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment);
}
