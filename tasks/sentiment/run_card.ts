import type { BackendInfo } from "descent/backend";
import type { TrainResult } from "descent/nn";
import config from "../../deno.json" with { type: "json" };
import type { LayerRow } from "../shared/digits/model_table.ts";
import type { Trained } from "./networks.ts";
import type { TextData } from "./open_texts.ts";
import type { SentimentOptions } from "./options.ts";
import type { Run } from "./prepare.ts";
import type { Difference, Score } from "./score.ts";
import { WORDS } from "./words.ts";
import type { Verdict } from "./verdict.ts";

/** All that is needed to know what was run, on what, with what result, and to run it again. */
export type SentimentCard = {
  format: "descent run card";
  formatVersion: 1;
  task: "sentiment";
  /** When the run began, ISO 8601 in UTC. */
  startedAt: string;
  settings:
    & Pick<
      SentimentOptions,
      "classes" | "epochs" | "batch" | "length" | "seed" | "seeds" | "backend"
    >
    & { words: number; optimizer: "adam" | "sgd" };
  data: TextData["source"] & {
    trainTexts: number;
    testTexts: number;
    classNames: readonly string[];
  };
  model: { layers: LayerRow[]; parameters: number };
  backend: BackendInfo;
  training: (Pick<TrainResult, "path" | "why" | "steps" | "epochs"> & { seed: number })[];
  /** Networks by seed, then baselines. */
  scores: Omit<Score, "yPred">[];
  differences: Difference[];
  verdicts: Verdict[];
  /** What was asked with `--text`. */
  asked: {
    text: string;
    words: string[];
    answers: { title: string; probabilities: number[] }[];
  }[];
  /** Milliseconds; to the first step and in all since the process began. */
  times: { firstStepMs: number; trainMs: number; baselinesMs: number; totalMs: number };
  /** The most memory that the process held, in bytes. */
  peakMemoryBytes: number;
  versions: Record<"descent" | "deno" | "v8" | "typescript" | "tfjs", string>;
  machine: { os: string; arch: string; cores: number };
};

/** What a run card is made of. */
export type CardParts =
  & Pick<SentimentCard, "startedAt" | "differences" | "verdicts" | "asked" | "peakMemoryBytes">
  & { run: Run; networks: Trained[]; scores: Score[]; baselinesMs: number };

/** Makes the run card of a finished run. */
export function makeRunCard(parts: CardParts): SentimentCard {
  const { run, networks, scores, baselinesMs, startedAt, peakMemoryBytes, ...found } = parts;
  const { options, data, machinery, layers } = run;
  const { classes, epochs, batch, length, seed, seeds, backend } = options;
  const optimizer = classes === 2 ? "adam" : "sgd";
  return {
    format: "descent run card",
    formatVersion: 1,
    task: "sentiment",
    startedAt,
    settings: { classes, epochs, batch, length, seed, seeds, backend, words: WORDS, optimizer },
    data: {
      ...data.source,
      trainTexts: data.train.texts.length,
      testTexts: data.test.texts.length,
      classNames: data.classNames,
    },
    model: { layers, parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0) },
    backend: machinery.backend,
    training: networks.map(({ seed, training: { path, why, steps, epochs } }) => {
      return { seed, path, why, steps, epochs };
    }),
    scores: scores.map(({ yPred: _, ...score }) => score),
    ...found,
    times: {
      firstStepMs: networks[0]!.firstStepMs,
      trainMs: networks.reduce((sum, { training }) => sum + training.elapsedMs, 0),
      baselinesMs,
      totalMs: performance.now(),
    },
    peakMemoryBytes,
    versions: { descent: config.version, ...Deno.version, tfjs: machinery.tfjsVersion },
    machine: {
      os: Deno.build.os,
      arch: Deno.build.arch,
      cores: navigator.hardwareConcurrency,
    },
  };
}
