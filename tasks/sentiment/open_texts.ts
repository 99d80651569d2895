import { stratifiedSplit } from "descent/core";
import { DataError, type LabelledTexts, loadReports, loadSentimentSentences } from "descent/data";
import type { SentimentOptions } from "./options.ts";

/** Texts with the class of each. */
export type Part = { texts: string[]; y: Uint8Array<ArrayBuffer> };

/** The texts of a run. */
export type TextData = {
  train: Part;
  test: Part;
  /** The names of the classes, by number. */
  classNames: readonly string[];
  source: LabelledTexts["source"] & {
    /** Whether these are the sentences from real reviews. */
    documented: boolean;
    note: string;
  };
};

/**
 * The sentences where they are at hand, otherwise the reports; split at random with the same mix of
 * classes, a fifth for the test.
 *
 * @throws {DataError} If a file is another, or a folder that was named lacks them.
 */
export async function openTexts(options: SentimentOptions): Promise<TextData> {
  const { texts, y, targetNames, source } = await choose(options);
  const split = stratifiedSplit(y, { testSize: 0.2, seed: options.seed });
  const part = (positions: Uint32Array): Part => ({
    texts: Array.from(positions, (i) => texts[i]!),
    y: Uint8Array.from(positions, (i) => y[i]!),
  });
  return { train: part(split.train), test: part(split.test), classNames: targetNames, source };
}

type Chosen = LabelledTexts & Pick<TextData, "source">;

async function choose({ classes, data, reports }: SentimentOptions): Promise<Chosen> {
  if (reports) return await embedded(classes);
  try {
    const found = await loadSentimentSentences({ dir: data });
    const note =
      "D. Kotzias et al. (2015), chosen by its authors for being clearly one or the other";
    return { ...found, source: { ...found.source, documented: true, note } };
  } catch (error) {
    const isAbsent = error instanceof DataError && error.fault === "missing";
    if (data !== undefined || !isAbsent) throw error;
    return await embedded(classes);
  }
}

/** The reports; without the neutral ones where two classes are wanted. */
async function embedded(classes: 2 | 3): Promise<Chosen> {
  const all = await loadReports();
  const note =
    "Written for Descent; for sentences from real reviews set DESCENT_DATA to a folder " +
    "with sentiment-sentences";
  const source = { ...all.source, documented: false, note };
  if (classes === 3) {
    return { ...all, source: { ...source, note: "Written for Descent" } };
  }
  const kept = Array.from(all.y.keys()).filter((i) => all.y[i] !== NEUTRAL);
  return {
    ...all,
    texts: kept.map((i) => all.texts[i]!),
    y: Float64Array.from(kept, (i) => all.y[i]! / 2),
    targetNames: ["negative", "positive"],
    source,
  };
}

const NEUTRAL = 1; // between negative, 0, and positive, 2
