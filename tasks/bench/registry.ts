/**
 * What `deno task bench` can measure. A new bench is an entry here and a folder of its name beside.
 *
 * Where something of ours stands beside Python's tools, `shared/race/` does the work: the bench gives
 * a `RacePlan` to `runRace` and the results to `raceText`; ours are modules that call `answerRace`,
 * the peers are scripts that call `answer_race`. `optim/` shows all of it.
 *
 * @module
 */

import type { ReportSection } from "descent/plot";

/** The options that not every bench takes. */
export type OwnOption = "peers" | "python" | "steps" | "model" | "threads" | "curves" | "html";

/** What a bench is asked for. */
export type BenchRequest = {
  /** Rounds that are counted. */
  rounds: number;
  /** Training steps a round, where the bench trains. @default what suits the bench */
  steps?: number;
  /** The networks to be measured, where the bench has several. @default all */
  models?: readonly string[];
  /** Threads of ours, where the bench lets one choose. @default as many as the peers have */
  threads?: number;
  /** Whether the cost against growing sizes shall be measured, where the bench can. @default false */
  curves?: boolean;
  /** Whether the peers run too. */
  peers: boolean;
  /** The Python to run them, if not the one on PATH. */
  python?: string;
};

/** Something that `deno task bench` can measure. */
export type Bench = {
  /** What is measured, in lines for `--help`. */
  about: readonly string[];
  /** The options it takes beside `--rounds` and `--json`. */
  options: readonly OwnOption[];
  /**
   * Checks, then times. Its modules are loaded here and not before: what one bench needs, such as
   * TensorFlow.js, shall not be in the process of another.
   *
   * @param request What was asked for.
   * @param say Told in a few words what is going on.
   * @returns Everything measured, as it goes into `--json`, and the same for people.
   */
  run(request: BenchRequest, say: (words: string) => void): Promise<Measured>;
};

/** What a bench found. */
export type Measured = {
  results: object;
  report: string;
  /** The same as a page with figures, where the bench makes one. */
  page?: { title: string; sections: ReportSection[] };
};

/** Every bench by its name on the command line. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  mnist: {
    about: [
      "the documented example: all contestants start from the same weights and see the same",
      "images, each in a process of its own, the peers on two threads, ours on one",
    ],
    options: ["peers", "python", "steps", "threads"],
    async run(request, say) {
      const { benchMnist } = await import("./mnist/mnist.ts");
      const { mnistText } = await import("./mnist/text.ts");
      const results = await benchMnist(request, say);
      return { results, report: mnistText(results) };
    },
  },
  kernels: {
    about: ["each kernel of lib/kernels beside its plain loop and TensorFlow.js's own"],
    options: [],
    async run(request, say) {
      const { benchKernels } = await import("./kernels/kernels.ts");
      const { kernelsText } = await import("./kernels/text.ts");
      const results = await benchKernels(request, say);
      return { results, report: kernelsText(results) };
    },
  },
  optim: {
    about: [
      "steps of Adam at 10 to 1,000,000 parameters, beside PyTorch and numpy, and the time",
      "against the number of parameters as a curve",
    ],
    options: ["peers", "python"],
    run: async (request, say) => (await import("./optim/optim.ts")).benchOptim(request, say),
  },
  erm: {
    about: [
      "logistic regression on up to 100,000 × 50 samples, beside two solvers of scikit-learn,",
      "and the time against the numbers of samples and of features as curves",
    ],
    options: ["peers", "python"],
    run: async (request, say) => (await import("./erm/erm.ts")).benchErm(request, say),
  },
  metrics: {
    about: [
      "confusion, report, AUC, log loss and bootstrap of a million samples, and of a hundred",
      "classes, beside scikit-learn",
    ],
    options: ["peers", "python"],
    run: async (request, say) => (await import("./metrics/metrics.ts")).benchMetrics(request, say),
  },
  ngram: {
    about: [
      "n-gram models of WikiText-2 (from DESCENT_DATA): training and scoring beside NLTK and,",
      "where it is on PATH, KenLM; the cost against the size of the text as a curve; memory",
    ],
    options: ["peers", "python"],
    run: async (request, say) => (await import("./ngram/ngram.ts")).benchNgram(request, say),
  },
  serve: {
    about: [
      "a small network behind HTTP: requests a second and times to an answer at 1, 16 and 256",
      "connections, beside Keras behind Flask; takes npx for the load generator",
    ],
    options: ["peers", "python"],
    run: async (request, say) => (await import("./serve/serve.ts")).benchServe(request, say),
  },
  nn: {
    about: [
      "training steps of the digits pipeline, a CNN with pooling, an LSTM, a GRU and a simple",
      "RNN on sequences, and of a model of texts, beside Keras and PyTorch",
    ],
    options: ["peers", "python"],
    run: async (request, say) => (await import("./nn/nn.ts")).benchNn(request, say),
  },
  train: {
    about: [
      "training and inference of the documented example, a larger CNN, dense layers, an LSTM on",
      "texts, separable convolutions and batch normalisation, beside Keras and PyTorch",
    ],
    options: ["peers", "python", "steps", "model", "threads", "curves", "html"],
    run: async (request, say) => (await import("./train/train.ts")).benchTrain(request, say),
  },
  memory: {
    about: [
      "what training holds on to: images and texts whose sizes differ from step to step, by",
      "tfjs's steps and by compiled ones; tensors, WebAssembly's memory, the process",
    ],
    options: ["steps"],
    run: async (request, say) => (await import("./memory/memory.ts")).benchMemory(request, say),
  },
  lesson: {
    about: [
      "what a reader of a lesson waits for: twenty cells, imports, figures, beside nbconvert;",
      "and outputs lost in twenty runs a round while all processors are busy",
    ],
    options: ["peers", "python"],
    run: async (request, say) => (await import("./lesson/lesson.ts")).benchLesson(request, say),
  },
};
