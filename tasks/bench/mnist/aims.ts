import type { InferenceResult, TrainingResult } from "./results.ts";
import { compare, type Ratio } from "../shared/statistics.ts";

/** How fast something of ours shall be beside a peer. A miss is reported, never an error. */
export type Aim = {
  /** What is compared: milliseconds a training step, or images a second of inference. */
  what: "training" | "inference";
  /** Our contestant's id. */
  ours: string;
  /** The peer's id. */
  peer: string;
  /** Images at a time, for inference. */
  batch?: number;
  /** Ours / peer may be this at most (training: less time is better). */
  atMost?: number;
  /** Ours / peer must be this at least (inference: more images are better). */
  atLeast?: number;
  why: string;
};

/** An aim beside what was measured. */
export type JudgedAim = Aim & {
  ratio: Ratio;
  /** Whether both ratios are on the right side: a busy machine can push either, seldom both. */
  reached: boolean;
};

const HABIT = "who writes the same lines as in Keras or PyTorch shall not wait longer";
const OWN = "fused kernels on one thread shall outweigh wider vectors and a second thread";
const PREDICT = "a trained model is asked far more often than it is trained";

/** What the project promises, each with its reason. */
export const AIMS: readonly Aim[] = [
  { what: "training", ours: "plain", peer: "keras", atMost: 0.9, why: HABIT },
  { what: "training", ours: "plain", peer: "torch", atMost: 1.0, why: HABIT },
  { what: "training", ours: "train", peer: "keras", atMost: 0.6, why: OWN },
  { what: "training", ours: "train", peer: "torch", atMost: 0.75, why: OWN },
  { what: "inference", ours: "train", peer: "keras", batch: 32, atLeast: 1.5, why: PREDICT },
  { what: "inference", ours: "train", peer: "keras", batch: 256, atLeast: 1.5, why: PREDICT },
];

/**
 * Holds the aims against what was measured.
 *
 * @param training Times a step.
 * @param inference Images a second.
 * @returns The aims whose two contestants both took part.
 */
export function judge(
  training: readonly TrainingResult[],
  inference: readonly InferenceResult[],
): JudgedAim[] {
  return AIMS.flatMap((aim) => {
    const find = (id: string) =>
      aim.what === "training"
        ? training.find((result) => result.id === id)?.msPerStep
        : inference.find((result) => result.id === id && result.batch === aim.batch)
          ?.imagesPerSecond;
    const [ours, peer] = [find(aim.ours), find(aim.peer)];
    if (!ours || !peer) return [];
    const ratio = compare(ours, peer, aim.what === "training" ? "smallest" : "largest");
    return [{ ...aim, ratio, reached: reaches(aim, ratio.byRound) && reaches(aim, ratio.ofBest) }];
  });
}

function reaches({ atMost = Infinity, atLeast = -Infinity }: Aim, ratio: number): boolean {
  return ratio <= atMost && ratio >= atLeast;
}
