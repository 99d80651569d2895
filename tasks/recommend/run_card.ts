import config from "../../deno.json" with { type: "json" };
import type { ModelResult } from "./evaluate.ts";
import type { RatingLog } from "./open_ratings.ts";
import type { RecommendOptions } from "./options.ts";

/** All that is needed to know what was run, on what, with what result, and to run it again. */
export type RecommendCard = {
  format: "descent run card";
  formatVersion: 1;
  task: "recommend";
  /** When the run began, ISO 8601 in UTC. */
  startedAt: string;
  settings: Omit<RecommendOptions, "data" | "json" | "quiet" | "help" | "madeUp">;
  data: RatingLog["source"] & {
    people: number;
    items: number;
    trainRatings: number;
    testRatings: number;
    /** People with something liked in the test part, and how many of them were new. */
    testPeople: number;
    newPeople: number;
  };
  models: ModelResult[];
  /** Milliseconds since the process began. */
  times: { totalMs: number };
  peakMemoryBytes: number;
  versions: Record<"descent" | "deno" | "v8" | "typescript", string>;
  machine: { os: string; arch: string; cores: number };
};

/** What a run card is made of. */
export type CardParts = Pick<RecommendCard, "startedAt" | "data" | "models" | "peakMemoryBytes"> & {
  options: RecommendOptions;
};

/** Makes the run card of a finished run. */
export function makeRunCard({ options, ...parts }: CardParts): RecommendCard {
  const { models, split, k, factors, neighbours, person, seed } = options;
  return {
    format: "descent run card",
    formatVersion: 1,
    task: "recommend",
    ...parts,
    settings: {
      models,
      split,
      k,
      factors,
      neighbours,
      ...(person === undefined ? {} : { person }),
      seed,
    },
    times: { totalMs: performance.now() },
    versions: { descent: config.version, ...Deno.version },
    machine: {
      os: Deno.build.os,
      arch: Deno.build.arch,
      cores: navigator.hardwareConcurrency,
    },
  };
}
