import type { TextCorpus } from "descent/data";
import { type NgramModel, readArpa, readNgramBinary } from "descent/ngram";
import { type Cut, cutLines, cutOf } from "./cut.ts";
import { learn } from "./learn.ts";
import { isCorpus, openText } from "./open_text.ts";
import type { NgramOptions } from "./options.ts";

/** A model, and how text is cut for it. */
export type Opened = { model: NgramModel; cut: Cut };

/**
 * The model of a file, or one trained on a text.
 *
 * @param name A file of `deno task ngram train`, an ARPA file, a text file or a corpus's name.
 * @param options How to train where it is a text, and how text is cut where it is not to be guessed.
 * @param signal Stops training.
 */
export async function openModel(
  name: string,
  options: NgramOptions,
  signal: AbortSignal,
): Promise<Opened> {
  const saved = isCorpus(name) ? undefined : await openSaved(name);
  if (saved) {
    const found = cutOf(saved);
    const unit = options.unit ?? found.unit;
    if (!saved.cut && !options.unit && !options.quiet) console.error(guessed(name, unit));
    return {
      model: saved,
      cut: { ...found, unit, lowercase: options.lowercase || found.lowercase },
    };
  }
  const text = await openText(name, "train");
  const cut = cutFor(text, options);
  return { model: await learn(cutLines(text.lines, cut), cut, options, signal), cut };
}

/** Tells of a guess, which a word of one letter leads astray. */
function guessed(name: string, unit: string): string {
  return `Note: ${name} does not say how its text was cut; by its words, into ${unit} ` +
    `(else say --unit).`;
}

/** How a text is cut: as asked for; where nothing was, by its kind. */
export function cutFor({ tokenized }: TextCorpus, { unit, lowercase }: NgramOptions): Cut {
  return { unit: unit ?? (tokenized ? "blanks" : "words"), lowercase, space: " " };
}

/** The model of a file; nothing where it is a text. */
async function openSaved(path: string): Promise<NgramModel | undefined> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await Deno.readFile(path);
  } catch {
    return undefined; // reading it as a text will say why
  }
  const start = String.fromCharCode(...bytes.subarray(0, 256));
  if (start.startsWith("DESCENTN")) return named(path, () => readNgramBinary(bytes));
  const isArpa = /\.arpa(?:\.gz)?$/i.test(path) || /^(?:\s|#.*\n)*\\data\\/.test(start);
  return isArpa ? await named(path, () => readArpa(bytes)) : undefined;
}

/** Puts the file's name into the error, before the line: the library sees bytes alone. */
async function named<T>(path: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const message = error.message.replace(/^Cannot read an? [^:,]+/, `Cannot read ${path}`);
    throw new SyntaxError(message, { cause: error });
  }
}
