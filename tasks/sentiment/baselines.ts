import { fitLogisticRegression } from "descent/erm";
import { trainNgramClassifier } from "descent/ngram";
import type { Tokenizer } from "descent/preprocess";
import type { Part } from "./open_texts.ts";
import { wordsOf } from "./words.ts";

/** A fitted way to tell classes apart. */
export type Baseline = {
  name: "words" | "unigrams" | "bigrams";
  title: string;
  /** The probability of each class for each text. */
  probabilities(texts: readonly string[]): number[][];
};

/** What a network has to beat: both are fitted in a moment, and have no seed. */
export function fitBaselines(tokenizer: Tokenizer, { texts, y }: Part): Baseline[] {
  const regression = fitLogisticRegression(tokenizer.textsToMatrix(texts), y);
  const words = texts.map(wordsOf);
  const [unigrams, bigrams] = [1, 2].map((order) => trainNgramClassifier(words, y, { order }));
  const asking = (classifier: typeof unigrams) => (texts: readonly string[]) =>
    texts.map((text) => [...classifier!.probabilities(wordsOf(text))]);
  return [
    {
      name: "words",
      title: "logistic regression on the words",
      probabilities(texts) {
        const { data, columns } = regression.probabilities(tokenizer.textsToMatrix(texts));
        return texts.map((_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);
      },
    },
    {
      name: "unigrams",
      title: "single words of each class (naive Bayes)",
      probabilities: asking(unigrams),
    },
    { name: "bigrams", title: "bigrams of each class", probabilities: asking(bigrams) },
  ];
}
