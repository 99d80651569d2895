/**
 * The contestant of ours: `trainNgram` and `scoreCorpus`, from a text's bytes in every round.
 *
 * @module
 */

import {
  memoryBytes,
  type NgramModel,
  probability,
  readCorpus,
  scoreCorpus,
  trainNgram,
} from "descent/ngram";
import { answerRace, type RaceTask } from "../../shared/race/answer_race.ts";
import {
  ALL,
  memoryTask,
  type NgramSettings,
  type NgramTask,
  ORDERS,
  QUERY_FILE,
  trainFile,
} from "../sizes.ts";
import { type Padded, padded } from "./padded.ts";

/** How many probabilities are compared with NLTK's. */
const COMPARED = 300;

await answerRace((start) => {
  const settings = start.settings as NgramSettings;
  const read = (file: string) => Deno.readFileSync(`${start.folder}/${file}`);
  const tasks = settings.tasks.map((task): [string, RaceTask] => {
    const open = () => read(trainFile(task.tokens));
    const queries = read(QUERY_FILE);
    return task.how === "kneser-ney"
      ? [task.id, kneserNey(task, open, queries)]
      : [task.id, wittenBell(task, open, queries, settings)];
  });
  const memory = ORDERS.map((order): [string, RaceTask] => [memoryTask(order), {
    check() {
      const model = trainNgram(readCorpus(read(trainFile(ALL))), { order });
      return [memoryBytes(model) / model.words.length];
    },
    work: () => 0, // nothing to time
  }]);
  return { runsOn: "JavaScript, 1 thread", tasks: Object.fromEntries([...tasks, ...memory]) };
});

/** As KenLM has it: its discounts, its sentence bounds. */
function kneserNey(
  { work, order }: NgramTask,
  open: () => Uint8Array,
  queries: Uint8Array,
): RaceTask {
  const text = once(open);
  const model = once(() => trainNgram(readCorpus(text()), { order }));
  return {
    check() {
      const { perplexity, unknown, tokens } = scoreCorpus(model(), readCorpus(queries));
      return [...model().details.map(({ ngrams }) => ngrams), perplexity, unknown, tokens];
    },
    work() {
      if (work === "query") return scoreCorpus(model(), readCorpus(queries)).tokens;
      const corpus = readCorpus(text());
      trainNgram(corpus, { order });
      return corpus.ids.length;
    },
  };
}

/** As NLTK has it: padding on both sides, which is words like any other. */
function wittenBell(
  { work, order }: NgramTask,
  open: () => Uint8Array,
  queries: Uint8Array,
  { nltkLines, repeats }: NgramSettings,
): RaceTask {
  const text = once(() => padded(open(), order));
  const asked = once(() => padded(queries, order, nltkLines));
  const train = (): NgramModel =>
    trainNgram(readCorpus(text().bytes), {
      order,
      smoothing: { kind: "witten-bell", unigrams: "relative" },
      boundaries: "none",
      unknownWord: "<UNK>",
    });
  const model = once(train);
  return {
    check: () => firstProbabilities(model(), asked(), order),
    work() {
      for (let i = 0; i < repeats[work]; i++) {
        if (work === "query") scoreCorpus(model(), readCorpus(asked().bytes));
        else train();
      }
      return repeats[work] * (work === "query" ? asked().ngrams : text().tokens);
    },
  };
}

/** Of the first n-grams of the queries, which have their full length. */
function firstProbabilities(model: NgramModel, { lines }: Padded, order: number): number[] {
  const found: number[] = [];
  for (const words of lines) {
    for (let at = order - 1; at < words.length && found.length < COMPARED; at++) {
      found.push(probability(model, words[at]!, words.slice(at - order + 1, at)));
    }
  }
  return found;
}

/** Makes a value when it is first wanted. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
