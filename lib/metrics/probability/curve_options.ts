import type { PositiveOptions } from "./positives.ts";

/** What a curve over thresholds may be told. */
export type CurveOptions = PositiveOptions & {
  /** Whether to leave out points that do not change the drawn line. @default false */
  dropIntermediate?: boolean;
};
