import { fileURLToPath } from "node:url";
import type { Entry } from "./contestant.ts";

/** A contestant, and how much it is asked to do. */
export type MnistEntry = Entry & {
  /** Training steps a round, where the usual number would take minutes. */
  steps?: number;
  /** Steps that are compared with the reference, where the usual number would take long. */
  verifySteps?: number;
  /** What it calls for inference; without a name it does not take part in those rounds. */
  inference?: string;
};

/** Threads of the peers; ours run on one. Two is what a small laptop or a CI machine has. */
export const PEER_THREADS = 2;

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
 * The C library's allocator shall keep what is freed, as a WASM heap does. Left alone it hands a
 * large batch's activations back to the system and asks for them anew, batch after batch: on a
 * virtual machine, where memory pages are dear, PyTorch predicted three times slower, which would
 * tell of the machine and not of PyTorch. Keras has memory of its own and does not change.
 */
const KEEP_MEMORY = {
  MALLOC_MMAP_THRESHOLD_: `${2 ** 30}`,
  MALLOC_TRIM_THRESHOLD_: `${2 ** 30}`,
};

/**
 * The peers, to be run by a Python that has them.
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
  const program = pathOf(`./ours/${id}.ts`);
  const args = ["run", "--allow-all", "--config", pathOf("../../deno.json"), program];
  return { id, label, command: Deno.execPath(), args };
}

function peer(python: string, id: string, label: string, more: Record<string, string> = {}): Entry {
  const env = { PYTHONDONTWRITEBYTECODE: "1", ...more }; // no __pycache__ in the project
  return { id, label, command: python, args: [pathOf(`./peers/${id}_peer.py`)], env };
}

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
