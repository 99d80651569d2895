import { cannot } from "../core/mod.ts";
import { type Entries, readEntries } from "./arpa_entries.ts";
import { arpaError } from "./arpa_lines.ts";
import { type ArpaTree, buildTree } from "./arpa_tree.ts";
import { isGzip, through } from "./gzip.ts";
import { type NgramModel, START } from "./model.ts";
import { idOf, type Vocabulary, wordsOf } from "./vocabulary.ts";
import { vocabularyOf } from "./word_table.ts";

/** What KenLM gives unknown words where a file has none. */
const UNKNOWN_LOG10 = -100;

/**
 * Reads an ARPA file: what KenLM, SRILM and others write.
 *
 * Scores are those of KenLM: a file without `<unk>` gets it with log10 −100. A log10 of −99 or less
 * is 0, as SRILM writes it. N-grams may stand in any order.
 *
 * @param bytes The file, plain or packed by gzip.
 * @returns The model, which holds no counts: `explain` tells of back-off weights alone.
 * @throws {SyntaxError} If it is no ARPA file, is cut short, has more or fewer n-grams than it says,
 * one twice, or one whose context is missing; names the line.
 *
 * @example
 * ```ts
 * import { probability, readArpa } from "descent/ngram";
 * import { assertAlmostEquals } from "@std/assert";
 *
 * const text = "\\data\\\nngram 1=4\nngram 2=1\n\n\\1-grams:\n-1\t<unk>\n0\t<s>\t-0.30103\n" +
 *   "-0.5\t</s>\n-0.3\ta\n\n\\2-grams:\n-0.1\t<s> a\n\n\\end\\\n";
 * const model = await readArpa(new TextEncoder().encode(text));
 * assertAlmostEquals(probability(model, "b", ["<s>"]), 0.5 * 0.1);
 * ```
 *
 * Source: https://www.speech.sri.com/projects/srilm/manpages/ngram-format.5.html
 */
export async function readArpa(bytes: Uint8Array): Promise<NgramModel> {
  const plain = isGzip(bytes) ? await unpack(bytes) : bytes;
  const { vocabulary: inFile, entries, cut } = readEntries(plain);
  const notes: string[] = [];
  if (idOf(inFile, "<unk>") === undefined && idOf(inFile, "<UNK>") === undefined) {
    notes.push(`The file holds no <unk>: unknown words get log10 ${UNKNOWN_LOG10}.`);
  }
  const { vocabulary, boundaries } = renumber(inFile, entries);
  const tree = buildTree(entries);
  if (tree.added > 0) notes.push(`${tree.added} n-grams that others need were added.`);
  return { ...assemble(tree, vocabulary, boundaries, notes), ...(cut && { cut }) };
}

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await through(bytes, new DecompressionStream("gzip"));
  } catch (error) {
    const needed = "the gzip file must be whole";
    throw new SyntaxError(cannot("read an ARPA file", needed), { cause: error });
  }
}

/** Puts the unknown word first, then `<s>` and `</s>`, and all entries into these numbers. */
function renumber(inFile: Vocabulary, entries: Entries[]) {
  const words = wordsOf(inFile).map((word) => word === "<UNK>" ? "<unk>" : word);
  const bounds = ["<s>", "</s>"].filter((word) => words.includes(word));
  if (bounds.length === 1) {
    throw arpaError(
      entries[0]!.lines[0] ?? 1,
      "the 1-grams must hold both <s> and </s> or neither",
    );
  }
  const vocabulary = vocabularyOf(["<unk>", ...bounds, ...words]);
  if (
    vocabulary.size > new Set([...words, "<unk>"]).size ||
    words.indexOf("<unk>") !== words.lastIndexOf("<unk>")
  ) {
    throw arpaError(entries[0]!.lines[0]!, "the 1-grams must hold one of <unk> and <UNK>");
  }
  const numbers = Uint32Array.from(words, (word) => idOf(vocabulary, word)!);
  for (const entry of entries.slice(1)) entry.words = entry.words.map((word) => numbers[word] ?? 0);
  entries[0] = sortUnigrams(entries[0]!, numbers, vocabulary.size);
  const boundaries = bounds.length === 2 ? "sentence" as const : "none" as const;
  return { vocabulary, boundaries };
}

function sortUnigrams(
  { log10, backoffs, lines }: Entries,
  numbers: Uint32Array,
  v: number,
): Entries {
  const sorted: Entries = {
    count: v,
    words: Uint32Array.from({ length: v }, (_, id) => id),
    log10: new Float64Array(v).fill(UNKNOWN_LOG10),
    backoffs: new Float64Array(v),
    lines: new Uint32Array(v),
  };
  numbers.forEach((id, i) => {
    sorted.log10[id] = log10[i]!;
    sorted.backoffs[id] = backoffs[i]!;
    sorted.lines[id] = lines[i]!;
  });
  return sorted;
}

function assemble(
  { trie, log10, backoffs }: ArpaTree,
  vocabulary: Vocabulary,
  boundaries: "sentence" | "none",
  notes: string[],
): NgramModel {
  if (boundaries === "sentence") log10[START + 1] = -Infinity; // <s>, written as 0 or -99, is not predicted
  return {
    ...trie,
    smoothing: { kind: "arpa" },
    boundaries,
    vocabulary,
    log10,
    backoffs,
    totals: new Uint32Array(0),
    flat: false,
    unseenContext: 0,
    distribution: true,
    details: Array.from({ length: trie.order }, (_, i) => ({
      order: i + 1,
      ngrams: trie.starts[i + 2]! - trie.starts[i + 1]!,
    })),
    notes,
  };
}
