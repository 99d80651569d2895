import type { TestResult } from "../comparison/test_result.ts";
import type { Estimate } from "../uncertainty/estimate_type.ts";

/**
 * How much data have moved away from a reference: whether at all (`pValue`), and how far
 * (`distance`), which many samples make sure but not large.
 */
export type DriftTest = TestResult & {
  /** The distance with its interval; `n` counts both samples. */
  distance: Estimate;
};
