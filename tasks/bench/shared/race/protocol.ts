/**
 * What a race asks its contestants. A task is a piece of work that all of them know by the same id,
 * such as `adam-1000`; who does not know one stays out of it.
 */
export type RaceQuestions = {
  /** Comes first: make ready with the files in this folder. */
  prepare: { ask: RaceStart; answer: RaceReady };
  /** The numbers that a task's work gives, to be compared before anything is timed, and by which way. */
  check: { ask: { task: string }; answer: { values: number[]; how?: string } };
  /**
   * One turn at a task's work. Short work is repeated for `leastMs`, after as long a run that does not
   * count: threads of whom had the turn before may go on waiting at full speed for 0.2 s, as OpenMP's
   * do, and caches are still theirs.
   */
  time: { ask: { task: string; leastMs: number }; answer: RaceTurn };
};

/** How long a contestant took, and for how many units of work. */
export type RaceTurn = { ms: number; units: number };

/** What a contestant is given. */
export type RaceStart = {
  /** Where the race has written its data. */
  folder: string;
  /** Threads to use where there is a choice. */
  threads: number;
  /** Whatever else this race's contestants need to know, as JSON. */
  settings: object;
};

/** What a contestant says of itself. */
export type RaceReady = {
  /** Names and versions of what it runs on. */
  versions: Record<string, string>;
  /** What computes: `1 thread`. */
  runsOn: string;
  /** The tasks that it can do. */
  tasks: string[];
};
