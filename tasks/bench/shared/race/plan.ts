import type { Entry } from "../contestant.ts";

/** What a race is about: who takes part in which tasks, and what we want to see. */
export type RacePlan = {
  /** The bench's name on the command line. */
  bench: string;
  tasks: readonly TaskPlan[];
  ours: readonly Entry[];
  /** The peers, to be run by this Python. */
  peers: (python: string) => readonly Entry[];
  /** What all contestants are told, as JSON. */
  settings: object;
  /** How many milliseconds of short work a turn takes at least. @default 250 */
  leastMs?: number;
  aims: readonly RaceAim[];
  /** Writes the data that all contestants read to a folder. @default nothing */
  write?: (folder: string) => Promise<void>;
};

/** A piece of work that is timed. */
export type TaskPlan = {
  /** The contestants' name for it. */
  id: string;
  /** Name for people. */
  label: string;
  /** What is counted: `step`, `fit`, `query`. */
  unit: string;
  /** The numbers that its work must give. @default those of the first contestant that does it */
  expected?: readonly number[];
  /** How far two contestants may be apart: `|a - b| <= abs + rel · |b|`. */
  tolerance: { rel: number; abs: number };
};

/** How fast ours shall be in a task beside a peer. A miss is reported, never an error. */
export type RaceAim = {
  task: string;
  ours: string;
  peer: string;
  /** The time of ours / the peer's may be this at most. */
  atMost: number;
  why: string;
};
