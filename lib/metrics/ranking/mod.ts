export { meanAveragePrecision } from "./mean_average_precision.ts";
export { meanReciprocalRank } from "./mean_reciprocal_rank.ts";
export { ndcgAtK } from "./ndcg_at_k.ts";
export { dcgScore, type GainOptions, ndcgScore } from "./ndcg_score.ts";
export { precisionAtK } from "./precision_at_k.ts";
export type { AtKOptions, ItemLists } from "./ranked_lists.ts";
export { recallAtK } from "./recall_at_k.ts";
