import type { Entry } from "../contestant.ts";
import { KEEP_MEMORY, peerEntry } from "../entries.ts";

const KERAS = new URL("./keras_peer.py", import.meta.url);
const TORCH = new URL("./torch_peer.py", import.meta.url);

/**
 * The peers of a race of networks.
 *
 * @param python Path or name of the interpreter.
 * @returns Keras and PyTorch.
 */
export function networkPeers(python: string): Entry[] {
  return [
    peerEntry(python, { id: "keras", label: "Keras", program: KERAS }),
    peerEntry(python, { id: "torch", label: "PyTorch", program: TORCH, env: KEEP_MEMORY }),
  ];
}
