/**
 * What a person may like next, from who liked what: similarity, neighbours, factors, and the best k.
 * Users and items are numbers from 0; `numberIds` makes them.
 *
 * @module
 */

export { type AlsModel, type AlsOptions, fitAls } from "./als.ts";
export { type Biases, type BiasesOptions, fitBiases } from "./biases.ts";
export type { FactorModel, FactorOptions } from "./factor_model.ts";
export { fitImplicitAls, type ImplicitAlsOptions } from "./implicit_als.ts";
export {
  type Explanation,
  fitNeighbours,
  type Neighbours,
  type NeighboursOptions,
} from "./neighbours.ts";
export { type NumberedIds, numberIds } from "./number_ids.ts";
export { popularity, type PopularityOptions } from "./popularity.ts";
export {
  type RatingEntries,
  type Ratings,
  ratingsFrom,
  type RatingsFromOptions,
  type Sparse,
} from "./ratings.ts";
export type { Recommender } from "./recommender.ts";
export { fitSgd, type SgdModel, type SgdOptions } from "./sgd.ts";
export {
  type SimilarityKind,
  similarityMatrix,
  type SimilarityMatrixOptions,
  type SimilarityOptions,
} from "./similarity.ts";
export {
  type SimulatedRatings,
  simulateRatings,
  type SimulateRatingsOptions,
} from "./simulate_ratings.ts";
export { splitByTime, type SplitByTimeOptions } from "./split_by_time.ts";
export { topK, type TopKOptions } from "./top_k.ts";
export {
  cosineSimilarities,
  cosineSimilarity,
  euclideanDistance,
  manhattanDistance,
} from "./vector_similarity.ts";
