import { type Contestant, MissingModule, startContestant } from "./contestant.ts";
import { type MnistEntry, OURS, PEER_THREADS, peers } from "./entries.ts";
import type { Prepared } from "./protocol.ts";
import { findPython } from "./python.ts";

/** A contestant that is ready, with what it said of itself. */
export type Entrant = { entry: MnistEntry; contestant: Contestant; prepared: Prepared };

/** Everybody who takes part, and a line for each who does not. */
export type Field = { entrants: Entrant[]; leftOut: string[] };

/** Who shall take part, with how much. */
export type Invitation = {
  /** Where the problem lies. */
  folder: string;
  /** Training steps a round. */
  steps: number;
  peers: boolean;
  /** The Python to run the peers, if not the one on PATH. */
  python?: string;
};

/**
 * Starts the contestants one after the other. A peer that cannot run is left out.
 *
 * @param invitation Who shall take part.
 * @param onStart Told the name of each before it starts.
 * @returns Who takes part. Every one of them must be ended.
 * @throws {RangeError} If one of ours cannot run; the others are ended.
 */
export async function gather(
  invitation: Invitation,
  onStart: (label: string) => void,
): Promise<Field> {
  const field: Field = { entrants: [], leftOut: [] };
  try {
    for (const entry of OURS) {
      onStart(entry.label);
      field.entrants.push(await enter(entry, invitation));
    }
    if (invitation.peers) await gatherPeers(field, invitation, onStart);
  } catch (error) {
    await dismiss(field);
    throw error;
  }
  return field;
}

/**
 * Ends the contestants.
 *
 * @param field Who takes part.
 */
export async function dismiss({ entrants }: Field): Promise<void> {
  await Promise.all(entrants.map(({ contestant }) => contestant.end()));
}

async function gatherPeers(
  { entrants, leftOut }: Field,
  invitation: Invitation,
  onStart: (label: string) => void,
): Promise<void> {
  const python = await findPython(invitation.python);
  if (python === undefined) {
    const where = invitation.python === undefined
      ? "no python3 or python on PATH runs: name one with --python"
      : `${invitation.python} does not run`;
    leftOut.push(`Keras and PyTorch left out: ${where}`);
    return;
  }
  for (const entry of peers(python)) {
    onStart(entry.label);
    try {
      entrants.push(await enter(entry, invitation));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      leftOut.push(`${entry.label} left out: ${whyNot(error, python)}`);
    }
  }
}

function whyNot(error: Error, python: string): string {
  if (!(error instanceof MissingModule)) return error.message;
  return `${python} has no module ${error.module}: name another Python with --python`;
}

async function enter(entry: MnistEntry, { folder, steps }: Invitation): Promise<Entrant> {
  const contestant = startContestant(entry);
  try {
    const details = { folder, threads: PEER_THREADS, steps: entry.steps ?? steps };
    return { entry, contestant, prepared: await contestant.ask("prepare", details) };
  } catch (error) {
    await contestant.end();
    throw error;
  }
}
