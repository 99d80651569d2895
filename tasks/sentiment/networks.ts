import type { TrainResult } from "descent/nn";
import type { PeakMemory } from "../mnist/peak_memory.ts";
import type { Run } from "./prepare.ts";
import { bagsOf, sequencesOf, WORDS } from "./words.ts";

/** A trained network. */
export type Trained = {
  seed: number;
  model: ReturnType<typeof createNetwork>;
  training: TrainResult;
  /** When the first step was made, in milliseconds since the process began. */
  firstStepMs: number;
};

/**
 * SGD's step: ten times Keras's default of 0.01 and more, since a text has few of the words, so that
 * most rows of a kernel rest in a step.
 */
const SGD_RATE = 0.5;

/** The network of a run, not yet trained. */
export function createNetwork(
  { options, machinery }: Pick<Run, "options" | "machinery">,
  seed: number,
) {
  const { sentimentLstm, bagOfWordsNetwork } = machinery.nn;
  return options.classes === 2
    ? sentimentLstm({ seed, words: WORDS, length: options.length })
    : bagOfWordsNetwork({ seed, words: WORDS, classes: 3 });
}

/** Trains one network. */
export async function trainNetwork(
  run: Run,
  seed: number,
  signal: AbortSignal,
  memory: PeakMemory,
): Promise<Trained> {
  const { options, data, machinery } = run;
  const model = createNetwork(run, seed);
  let firstStepMs = 0;
  const examples = { x: inputsOf(run, data.train.texts), y: data.train.y };
  const training = await machinery.nn.train(model, examples, {
    epochs: options.epochs,
    batchSize: options.batch,
    seed,
    ...options.classes === 2
      ? { optimizer: "adam" as const }
      : { optimizer: "sgd" as const, learningRate: SGD_RATE },
    signal,
    progress: options.quiet ? "none" : "auto",
    onStep: () => firstStepMs ||= performance.now(),
    onEpoch: () => memory.sample(),
  });
  return { seed, model, training, firstStepMs };
}

/** The probability of each class for each text. */
export async function askNetwork(
  run: Run,
  model: Trained["model"],
  texts: readonly string[],
): Promise<number[][]> {
  const k = run.data.classNames.length;
  const found = await run.machinery.nn.predict(model, inputsOf(run, texts), { batchSize: 256 });
  return texts.map((_, i) => {
    return k === 2 ? [1 - found[i]!, found[i]!] : [...found.subarray(i * k, (i + 1) * k)];
  });
}

function inputsOf({ options, tokenizer }: Run, texts: readonly string[]): Float32Array {
  return options.classes === 2
    ? sequencesOf(tokenizer, texts, options.length)
    : bagsOf(tokenizer, texts);
}
