export { chiSquareTest } from "./chi_square.ts";
export type { DriftTest } from "./drift_result.ts";
export { kolmogorovSmirnovTest } from "./kolmogorov_smirnov.ts";
export { populationStabilityIndex, type StabilityOptions } from "./population_stability_index.ts";
