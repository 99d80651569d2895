/** Text with NLTK's padding. */
export type Padded = {
  lines: string[][];
  /** The same as text. */
  bytes: Uint8Array;
  /** How many words there are without padding. */
  tokens: number;
  /** How many n-grams of full length there are. */
  ngrams: number;
};

/**
 * Puts `order` − 1 times `<s>` before each line and as often `</s>` behind it, as
 * nltk.lm.preprocessing.pad_both_ends does.
 *
 * @param text Lines of words, in UTF-8.
 * @param order The n-grams' length.
 * @param most How many lines to take. @default all
 * @returns The padded lines.
 */
export function padded(text: Uint8Array, order: number, most = Infinity): Padded {
  const all = new TextDecoder().decode(text).trimEnd().split("\n").slice(0, most);
  const words = all.map((line) => line.split(" ").filter((word) => word !== ""));
  const pad = (word: string) => new Array<string>(order - 1).fill(word);
  const lines = words.map((line) => [...pad("<s>"), ...line, ...pad("</s>")]);
  return {
    lines,
    bytes: new TextEncoder().encode(lines.map((line) => line.join(" ")).join("\n")),
    tokens: words.reduce((sum, line) => sum + line.length, 0),
    ngrams: lines.reduce((sum, line) => sum + line.length - order + 1, 0),
  };
}
