export { type BleuOptions, bleuScore, type Sentence } from "./bleu_score.ts";
export { perplexity, type PerplexityOptions } from "./perplexity.ts";
export { wordErrorRate, type WordErrors } from "./word_error_rate.ts";
