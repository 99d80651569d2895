import { cannot } from "descent/core";
import { PEER_THREADS } from "../entries.ts";
import { dismiss, type Entrant as EntrantOf, gather, type PeerOptions } from "../field.ts";
import { readMachine } from "../machine.ts";
import { interleave } from "../rounds.ts";
import { compare } from "../statistics.ts";
import type { RaceAim, RacePlan, TaskPlan } from "./plan.ts";
import type { RaceQuestions } from "./protocol.ts";
import type { JudgedRaceAim, RaceResults, RaceTime, TaskResult } from "./results.ts";

type Entrant = EntrantOf<RaceQuestions>;

const WARM_UP = 1; // a whole round: engines compile what runs often
const LEAST_MS = 250;

/**
 * Runs a race: every contestant in a process of its own; first all results are compared, then all
 * take turns at each task, round by round.
 *
 * @param plan What the race is about.
 * @param options How many rounds are counted, and whether the peers run too.
 * @param say Told in a few words what is going on.
 * @returns All timings and aims.
 * @throws {RangeError} If results do not agree, or one of ours cannot run.
 */
export async function runRace(
  plan: RacePlan,
  options: PeerOptions & { rounds: number },
  say: (words: string) => void,
): Promise<RaceResults> {
  const machine = readMachine(); // first of all: the load must not be our own
  const folder = await Deno.makeTempDir({ prefix: "descent-bench-" });
  try {
    await plan.write?.(folder);
    const start = { folder, threads: PEER_THREADS, settings: plan.settings };
    const invitation = { ours: plan.ours, peers: plan.peers, prepare: () => start };
    const field = await gather<RaceQuestions, Entrant["entry"]>(
      invitation,
      options,
      (label) => say(`starting ${label}`),
    );
    const tasks = await runTasks(plan, field.entrants, options.rounds, say)
      .finally(() => dismiss(field));
    return {
      bench: plan.bench,
      machine,
      versions: Object.assign({}, ...field.entrants.map(({ prepared }) => prepared.versions)),
      settings: {
        ...plan.settings,
        rounds: options.rounds,
        warmUp: WARM_UP,
        peerThreads: PEER_THREADS,
      },
      leftOut: field.leftOut,
      tasks,
      aims: judgeRace(plan.aims, tasks),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Holds the aims against what was measured.
 *
 * @param aims What is wanted.
 * @param tasks What was measured.
 * @returns The aims whose two contestants both took part.
 */
export function judgeRace(
  aims: readonly RaceAim[],
  tasks: readonly TaskResult[],
): JudgedRaceAim[] {
  return aims.flatMap((aim) => {
    const times = tasks.find(({ id }) => id === aim.task)?.times ?? [];
    const find = (id: string) => times.find((time) => time.id === id)?.msPerUnit;
    const [ours, peer] = [find(aim.ours), find(aim.peer)];
    if (!ours || !peer) return [];
    const ratio = compare(ours, peer, "smallest");
    return [{ ...aim, ratio, reached: Math.max(ratio.byRound, ratio.ofBest) <= aim.atMost }];
  });
}

/** Checks all tasks before any is timed. */
async function runTasks(
  { tasks, leastMs = LEAST_MS }: RacePlan,
  entrants: readonly Entrant[],
  rounds: number,
  say: (words: string) => void,
): Promise<TaskResult[]> {
  const able = (task: TaskPlan) =>
    entrants.filter(({ prepared }) => prepared.tasks.includes(task.id));
  const checks: Check[][] = [];
  for (const task of tasks) {
    say(`checking ${task.label}`);
    checks.push(await checkTask(task, able(task)));
  }
  const results: TaskResult[] = [];
  for (const [i, task] of tasks.entries()) {
    say(`timing ${task.label}`);
    const times = await timeTask({ task: task.id, leastMs }, able(task), checks[i]!, rounds);
    const { id, label, unit, tolerance } = task;
    results.push({ id, label, unit, tolerance, times });
  }
  return results;
}

/** How far a contestant is off, as a share of what is allowed, and which way it took. */
type Check = { error: number; how?: string };

async function checkTask(task: TaskPlan, entrants: readonly Entrant[]): Promise<Check[]> {
  let expected = task.expected;
  const checks: Check[] = [];
  for (const { contestant } of entrants) {
    const { values, ...way } = await contestant.ask("check", { task: task.id });
    expected ??= values;
    const error = shareOfAllowed(values, expected, task.tolerance);
    if (!(error <= 1)) stop(contestant.label, task, error);
    checks.push({ error, ...way });
  }
  return checks;
}

/**
 * The largest difference as a share of what is allowed.
 *
 * @param values What came.
 * @param expected What should have come.
 * @param tolerance How far a value may be off: `abs + rel · |expected|`.
 * @returns At most 1 where all agree; infinite where a value is not a number or the lengths differ.
 */
export function shareOfAllowed(
  values: readonly number[],
  expected: readonly number[],
  { rel, abs }: TaskPlan["tolerance"],
): number {
  if (values.length === 0 || values.length !== expected.length) return Infinity;
  if (!values.every(Number.isFinite)) return Infinity; // NaN comes over the line as null
  const shares = values.map((value, i) => {
    const off = Math.abs(value - expected[i]!);
    return off === 0 ? 0 : off / (abs + rel * Math.abs(expected[i]!));
  });
  return Math.max(...shares);
}

function stop(label: string, { label: task, tolerance }: TaskPlan, error: number): never {
  const allowed = `abs ${tolerance.abs}, rel ${tolerance.rel}`;
  const needed = `${label} must agree on ${task} within ${allowed}`;
  const got = `${error.toExponential(1)} times as much`;
  throw new RangeError(`${cannot("compare speeds", needed)}, got ${got}`);
}

async function timeTask(
  turn: RaceQuestions["time"]["ask"],
  entrants: readonly Entrant[],
  checks: readonly Check[],
  rounds: number,
): Promise<RaceTime[]> {
  const answers = await interleave(
    entrants,
    { counted: rounds, warmUp: WARM_UP },
    ({ contestant }) => contestant.ask("time", turn),
  );
  return entrants.map(({ contestant: { id, label }, prepared }, i) => ({
    id,
    label,
    runsOn: prepared.runsOn,
    ...checks[i]!,
    msPerUnit: answers[i]!.map(({ ms, units }) => ms / units),
  }));
}
