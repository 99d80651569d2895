import { type Contestant, type Entry, MissingModule, startContestant } from "./contestant.ts";
import type { QuestionTable } from "./protocol.ts";
import { findPython } from "./python.ts";

/** Questions of which the first says that a contestant is ready. */
type Table = QuestionTable & { prepare: { ask: object; answer: object } };

/** A contestant that is ready, with what it said of itself. */
export type Entrant<Questions extends Table, Kind extends Entry = Entry> = {
  entry: Kind;
  contestant: Contestant<Questions>;
  prepared: Questions["prepare"]["answer"];
};

/** Everybody who takes part, and a line for each who does not. */
export type Field<Questions extends Table, Kind extends Entry = Entry> = {
  entrants: Entrant<Questions, Kind>[];
  leftOut: string[];
};

/** Who shall take part. */
export type Invitation<Questions extends Table, Kind extends Entry = Entry> = {
  ours: readonly Kind[];
  /** The peers, to be run by this Python. */
  peers: (python: string) => readonly Kind[];
  /** What goes along with the question `prepare`. */
  prepare: (entry: Kind) => Questions["prepare"]["ask"];
};

/** Whether the peers run too, and the Python to run them, if not the one on PATH. */
export type PeerOptions = { peers: boolean; python?: string };

/**
 * Starts the contestants one after the other. A peer that cannot run is left out.
 *
 * @param invitation Who shall take part.
 * @param options Whether the peers are wanted.
 * @param onStart Told the name of each before it starts.
 * @returns Who takes part. Every one of them must be ended.
 * @throws {RangeError} If one of ours cannot run; the others are ended.
 */
export async function gather<Questions extends Table, Kind extends Entry>(
  invitation: Invitation<Questions, Kind>,
  options: PeerOptions,
  onStart: (label: string) => void,
): Promise<Field<Questions, Kind>> {
  const field: Field<Questions, Kind> = { entrants: [], leftOut: [] };
  try {
    for (const entry of invitation.ours) {
      onStart(entry.label);
      field.entrants.push(await enter(entry, invitation));
    }
    if (options.peers) await gatherPeers(field, invitation, options.python, onStart);
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
export async function dismiss<Questions extends Table, Kind extends Entry>(
  { entrants }: Field<Questions, Kind>,
): Promise<void> {
  await Promise.all(entrants.map(({ contestant }) => contestant.end()));
}

async function gatherPeers<Questions extends Table, Kind extends Entry>(
  { entrants, leftOut }: Field<Questions, Kind>,
  invitation: Invitation<Questions, Kind>,
  named: string | undefined,
  onStart: (label: string) => void,
): Promise<void> {
  const python = await findPython(named);
  if (python === undefined) {
    const who = invitation.peers("").map(({ label }) => label).join(" and ");
    const where = named === undefined
      ? "no python3 or python on PATH runs: name one with --python"
      : `${named} does not run`;
    leftOut.push(`${who} left out: ${where}`);
    return;
  }
  for (const entry of invitation.peers(python)) {
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

async function enter<Questions extends Table, Kind extends Entry>(
  entry: Kind,
  { prepare }: Invitation<Questions, Kind>,
): Promise<Entrant<Questions, Kind>> {
  const contestant = startContestant<Questions>(entry);
  try {
    return { entry, contestant, prepared: await contestant.ask("prepare", prepare(entry)) };
  } catch (error) {
    await contestant.end();
    throw error;
  }
}
