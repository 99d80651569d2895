import type { Entry } from "../shared/contestant.ts";
import { KEEP_MEMORY, ownEntry, peerEntry } from "../shared/entries.ts";

/** A contestant, and how much it is asked to do. */
export type MnistEntry = Entry & {
  /** Training steps a round, where the usual number would take minutes. */
  steps?: number;
  /** Steps that are compared with the reference, where the usual number would take long. */
  verifySteps?: number;
  /** What it calls for inference; without a name it does not take part in those rounds. */
  inference?: string;
};

/** tfjs's cpu backend takes seconds a step; the second loss shows its first gradient. */
const SLOW = { steps: 1, verifySteps: 2 };

/** Ours, in the order of their turns. */
export const OURS: readonly MnistEntry[] = [
  { ...own("plain", "model.fit, tf.train.adam"), inference: "model.predict" },
  own("fused", "model.fit, FusedAdam"),
  { ...own("train", "train() of descent/nn"), inference: "predict() of descent/nn" },
  { ...own("cpu", "tfjs's own cpu backend"), ...SLOW },
];

/**
 * The peers, to be run by a Python that has them. Keras has memory of its own and does not change
 * when the C library keeps what is freed.
 *
 * @param python Path or name of the interpreter.
 * @returns Keras and PyTorch.
 */
export function peers(python: string): MnistEntry[] {
  return [
    { ...peer(python, "keras", "Keras"), inference: "Keras model.predict" },
    { ...peer(python, "torch", "PyTorch", KEEP_MEMORY), inference: "PyTorch" },
  ];
}

function own(id: string, label: string): Entry {
  return ownEntry(id, label, new URL(`./ours/${id}.ts`, import.meta.url));
}

function peer(python: string, id: string, label: string, env: Record<string, string> = {}): Entry {
  const program = new URL(`./peers/${id}_peer.py`, import.meta.url);
  return peerEntry(python, { id, label, program, env });
}
