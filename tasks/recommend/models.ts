import {
  type FactorOptions,
  fitAls,
  fitBiases,
  fitImplicitAls,
  fitNeighbours,
  fitSgd,
  popularity,
  type Ratings,
  type Recommender,
} from "descent/recommend";
import type { ModelName, RecommendOptions } from "./options.ts";

/** A way to recommend. */
export type ModelKind = {
  /** What the table calls it. */
  title: string;
  /** Whether its values are stars, so that it has an error in stars. */
  stars: boolean;
  fit(tables: Tables, settings: Settings): Pick<Recommender, "scores"> & Partial<Recommender>;
};

/** What models learn from: the ratings, and only who rated what. */
export type Tables = { ratings: Ratings; behaviour: Ratings };

type Settings = Pick<RecommendOptions, "factors" | "neighbours" | "seed"> & {
  onRound: FactorOptions["onRound"];
};

/** Pulls similarities to 0 where there is little in common; of the size that Koren (2008) uses. */
const SHRINKAGE = 20;

/** Every model by its name. */
export const MODELS: Record<ModelName, ModelKind> = {
  popular: {
    title: "popular: the same for all",
    stars: false,
    fit({ ratings }) {
      const scores = popularity(ratings);
      return { scores: () => scores.slice() };
    },
  },
  biases: {
    title: "biases: who and what, no taste",
    stars: true,
    fit: ({ ratings }) => fitBiases(ratings),
  },
  users: {
    title: "neighbours among people",
    stars: true,
    fit: ({ ratings }, { neighbours }) =>
      fitNeighbours(ratings, { k: neighbours, shrinkage: SHRINKAGE }),
  },
  items: {
    title: "neighbours among films",
    stars: true,
    fit: ({ ratings }, { neighbours }) =>
      fitNeighbours(ratings, { of: "items", k: neighbours, shrinkage: SHRINKAGE }),
  },
  als: {
    title: "factors by ALS",
    stars: true,
    fit: ({ ratings }, settings) => fitAls(ratings, settings),
  },
  sgd: {
    title: "factors by SGD",
    stars: true,
    fit: ({ ratings }, settings) => fitSgd(ratings, settings),
  },
  "implicit-items": {
    title: "who saw this saw that",
    stars: false,
    fit: ({ behaviour }, { neighbours }) =>
      fitNeighbours(behaviour, { of: "items", similarity: "cosine", mode: "sum", k: neighbours }),
  },
  "implicit-als": {
    title: "factors of who saw what",
    stars: false,
    fit: ({ behaviour }, settings) => fitImplicitAls(behaviour, settings),
  },
};
