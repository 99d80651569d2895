import { cannot } from "../core/mod.ts";
import { cutComment } from "./arpa_comment.ts";
import { through } from "./gzip.ts";
import { type NgramModel, START, UNKNOWN } from "./model.ts";
import { wordsOf } from "./vocabulary.ts";

/** How an ARPA file is written. */
export type ArpaOptions = {
  /** Whether to pack it. @default false */
  gzip?: boolean;
  /**
   * What stands for a space in words, for models of characters: the file parts words by spaces.
   * Without it a word with white space stops with an error.
   */
  spaceAs?: string;
};

const ACTION = "write an ARPA file";
const CHUNK = 1 << 16; // characters a piece, so that no string nears V8's limit

/**
 * Writes a model as an ARPA file, which KenLM, SRILM and others load.
 *
 * Logarithms are rounded to 8 decimals, which is beyond what these tools keep. A probability of 0 is
 * written as −99, and `<s>` with the 0 that lmplz gives it. How the text was cut, where `model.cut`
 * says so, stands in a comment before all else, which these tools pass over.
 *
 * @param model A model whose smoothing backs off.
 * @param options Whether to pack it by gzip, and what stands for a space.
 * @returns The file's bytes.
 * @throws {RangeError} If the smoothing has no ARPA form (Laplace, Lidstone, Good–Turing, stupid
 * backoff, maximum likelihood with 0 after unseen contexts), or a word holds white space.
 *
 * @example
 * ```ts
 * import { probability, readArpa, readCorpus, trainNgram, writeArpa } from "descent/ngram";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const model = trainNgram(readCorpus("a b a b c\na b d\nb a b c a b"), { order: 3 });
 * const copy = await readArpa(await writeArpa(model, { gzip: true }));
 * const ask = ["b", ["c", "a"]] as const;
 * assertAlmostEquals(probability(copy, ...ask), probability(model, ...ask));
 * ```
 */
export async function writeArpa(
  model: NgramModel,
  options: ArpaOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { gzip = false, spaceAs } = options;
  checkForm(model);
  const words = wordsOf(model.vocabulary).map((word, id) => writable(word, id, spaceAs));
  const twice = new Set(words).size < words.length;
  if (twice) throw new RangeError(cannot(ACTION, "spaceAs and <unk> must not be words", spaceAs));
  const bytes = new Uint8Array(await new Blob([...pieces(model, words)]).arrayBuffer());
  return gzip ? await through(bytes, new CompressionStream("gzip")) : bytes;
}

function checkForm({ flat, unseenContext, smoothing }: NgramModel): void {
  if (!flat && unseenContext === 0) return;
  const needed = "the smoothing must give unseen words a share of the shorter context's";
  throw new RangeError(cannot(ACTION, needed, smoothing.kind));
}

function writable(word: string, id: number, spaceAs: string | undefined): string {
  if (id === UNKNOWN) return "<unk>";
  const text = spaceAs === undefined ? word : word.replaceAll(" ", spaceAs);
  if (text !== "" && !/[\0-\x20]/.test(text)) return text;
  const needed = "words must hold no white space (for spaces there is the option spaceAs)";
  throw new RangeError(cannot(ACTION, needed, word));
}

/** The file in pieces of text. */
function* pieces(model: NgramModel, words: string[]): Generator<string> {
  const { order, starts } = model;
  const parents = parentsOf(model);
  let text = `${model.cut ? `${cutComment(model.cut)}\n` : ""}\\data\\\n`;
  for (let k = 1; k <= order; k++) text += `ngram ${k}=${starts[k + 1]! - starts[k]!}\n`;
  for (let k = 1; k <= order; k++) {
    text += `\n\\${k}-grams:\n`;
    for (let node = starts[k]!; node < starts[k + 1]!; node++) {
      text += line(model, words, parents, node, k);
      if (text.length < CHUNK) continue;
      yield text;
      text = "";
    }
  }
  yield `${text}\n\\end\\\n`;
}

function line(
  model: NgramModel,
  words: string[],
  parents: Uint32Array,
  node: number,
  order: number,
): string {
  let ngram = words[model.words[node]!]!;
  for (let at = parents[node]!; at > 0; at = parents[at]!) {
    ngram = `${words[model.words[at]!]} ${ngram}`;
  }
  const isStart = model.boundaries === "sentence" && node === START + 1;
  const log10 = isStart ? 0 : decimal(model.log10[node]!);
  if (order === model.order) return `${log10}\t${ngram}\n`;
  return `${log10}\t${ngram}\t${decimal(model.backoffs[node]!)}\n`;
}

function parentsOf({ children, words }: NgramModel): Uint32Array {
  const parents = new Uint32Array(words.length);
  for (let node = 0; node + 1 < children.length; node++) {
    parents.fill(node, children[node]!, children[node + 1]!);
  }
  return parents;
}

function decimal(log10: number): number {
  return log10 === -Infinity ? -99 : Math.round(log10 * 1e8) / 1e8 || 0; // no -0
}
