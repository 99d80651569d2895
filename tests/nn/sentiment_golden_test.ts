import { useBackend } from "descent/backend";
import { loadReports } from "descent/data";
import { bagOfWordsNetwork, evaluate, sentimentLstm, train } from "descent/nn";
import { fitTokenizer, padSequences } from "descent/preprocess";
import { assert, assertEquals } from "@std/assert";
import { type GoldenFile, readGolden } from "../golden/read.ts";

// Ten seeds of Keras tell how widely the accuracy spreads. The mean of three seeds of ours must lie
// among them: weights and order are drawn otherwise, so that no single number can agree.

type Case = {
  id: string;
  model: "lstm" | "network";
  classes: 2 | 3;
  length: number | null;
  train: number;
  test: number;
  scores: { seed: number; accuracy: number; loss: number }[];
};
type SentimentFile = GoldenFile & {
  training: { epochs: number; batch: number; words: number; learning_rate: Record<string, number> };
  accuracy_cases: Case[];
};

await useBackend("wasm");

for (const { from, file } of readGolden<SentimentFile>("sentiment.json")) {
  for (const golden of file.accuracy_cases) {
    Deno.test(`${golden.id} is as good at sentiment as Keras's, ${from}`, async () => {
      const accuracies = [];
      for (const seed of [0, 1, 2]) accuracies.push(await accuracyOf(golden, file, seed));
      const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
      const theirs = golden.scores.map(({ accuracy }) => accuracy);
      const [low, high] = [Math.min(...theirs), Math.max(...theirs)];
      assert(mean >= low && mean <= high, `${mean} of ${accuracies}, Keras's ${low} to ${high}`);
    });
  }
}

async function accuracyOf(golden: Case, { training }: SentimentFile, seed: number) {
  const { epochs, batch, words, learning_rate } = training;
  const { parts, tokenizer } = await textsOf(golden, words);
  const inputs = (texts: string[]) =>
    golden.length === null
      ? tokenizer.textsToMatrix(texts)
      : padSequences(tokenizer.textsToSequences(texts), { length: golden.length });
  const [learn, test] = parts.map(({ texts, y }) => {
    return { x: Float32Array.from(inputs(texts).data), y: Uint8Array.from(y) };
  });
  assertEquals([learn!.y.length, test!.y.length], [golden.train, golden.test]);
  const model = golden.model === "lstm"
    ? sentimentLstm({ seed, words, length: golden.length! })
    : bagOfWordsNetwork({ seed, words, classes: golden.classes });
  await train(model, learn!, {
    epochs,
    seed,
    batchSize: batch,
    optimizer: golden.model === "lstm" ? "adam" : "sgd",
    learningRate: learning_rate[golden.model]!,
    progress: "none",
  });
  const { accuracy } = await evaluate(model, test!);
  model.dispose();
  return accuracy;
}

/** Every fifth report that has no Chinese is for the test, as in the Python program. */
async function textsOf({ classes }: Case, numWords: number) {
  const { texts, y } = await loadReports();
  const rows = texts.map((text, i) => ({ text, label: y[i]! }))
    .filter(({ label }) => classes === 3 || label !== 1)
    .map(({ text, label }) => ({ text, label: classes === 3 ? label : label / 2 }))
    .filter(({ text }) => !/[\u3400-\u9fff]/.test(text));
  const part = (isTest: boolean) => {
    const own = rows.filter((_, i) => (i % 5 === 0) === isTest);
    return { texts: own.map(({ text }) => text), y: own.map(({ label }) => label) };
  };
  const parts = [part(false), part(true)];
  return { parts, tokenizer: fitTokenizer(parts[0]!.texts, { numWords, oovToken: "<OOV>" }) };
}
