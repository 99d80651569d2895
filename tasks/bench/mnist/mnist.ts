import { loadMnist } from "descent/data";
import { PEER_THREADS } from "../shared/entries.ts";
import { dismiss, type Field as FieldOf, gather, type Invitation } from "../shared/field.ts";
import { judge } from "./aims.ts";
import { type MnistEntry, OURS, peers } from "./entries.ts";
import { writeProblem } from "./exchange.ts";
import { readMachine } from "../shared/machine.ts";
import { type OnRound, timeInference, timeTraining, verifyAll } from "./measure.ts";
import { makeProblem, type Problem } from "./problem.ts";
import type { Questions } from "./protocol.ts";
import type { MnistResults } from "./results.ts";
import { checkVerified } from "./verify.ts";

/** What `deno task bench mnist` was asked for. */
export type MnistBench = {
  /** Rounds that are counted. */
  rounds: number;
  /** Training steps a round. @default 1875 */
  steps?: number;
  /** Threads of ours; the peers have two. @default 1, as the aims say */
  threads?: number;
  /** Whether Keras and PyTorch run too. */
  peers: boolean;
  /** The Python to run them, if not the one on PATH. */
  python?: string;
};

type Field = FieldOf<Questions, MnistEntry>;

const BATCH = 32; // the documented example's
/** An epoch of MNIST: in short rounds the 60 ms in which Keras's fit sets out would count too much. */
const STEPS = 1875;
const SEED = 0;
const OWN_THREADS = 1;
const WARM_UP = 1; // a whole round: engines compile what runs often, libraries make their plans
const PREDICT_BATCHES = [32, 256]; // Keras's default, and one that lets wide machines stretch

/**
 * Measures training and inference of the documented example, ours beside the peers, after checking
 * that all of them compute the same.
 *
 * @param bench What to run.
 * @param say Told in a few words what is going on.
 * @returns All timings, ratios and aims.
 * @throws {RangeError} If a contestant's first losses are wrong, or one of ours cannot run.
 */
export async function benchMnist(
  { steps = STEPS, threads = OWN_THREADS, ...rest }: MnistBench,
  say: (words: string) => void,
): Promise<MnistResults> {
  const bench = { ...rest, steps };
  const machine = readMachine(); // first of all: the load must not be our own
  const { train, test, source } = await loadMnist();
  const settings = { batch: BATCH, steps, seed: SEED };
  const problem = makeProblem({ train, test }, settings);
  const folder = await Deno.makeTempDir({ prefix: "descent-bench-" });
  try {
    await writeProblem(folder, problem);
    const invitation: Invitation<Questions, MnistEntry> = {
      ours: OURS,
      peers,
      prepare: (entry) => ({
        folder,
        threads: OURS.includes(entry) ? threads : PEER_THREADS,
        steps: entry.steps ?? steps,
      }),
    };
    const field = await gather(invitation, bench, (label) => say(`starting ${label}`));
    const found = await contest(field, problem, bench, say).finally(() => dismiss(field));
    return {
      bench: "mnist",
      machine,
      versions: versionsOf(field),
      data: { name: source.name, documented: source.documented, note: source.note },
      settings: { ...settings, rounds: bench.rounds, warmUp: WARM_UP, peerThreads: PEER_THREADS },
      leftOut: field.leftOut,
      ...found,
      aims: judge(found.training, found.inference),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Checks first, then times. */
async function contest(
  { entrants }: Field,
  problem: Problem,
  { rounds, steps }: { rounds: number; steps: number },
  say: (words: string) => void,
): Promise<Pick<MnistResults, "verification" | "training" | "inference">> {
  say("checking that all compute the same");
  const verification = await verifyAll(entrants, problem);
  checkVerified(verification);
  const plan = { counted: rounds, warmUp: WARM_UP };
  const onRound: OnRound = (what, round) =>
    say(`${what}, ${round > 0 ? `round ${round} of ${rounds}` : "warm-up"}`);
  const training = await timeTraining(entrants, steps, plan, onRound);
  const inference = await timeInference(entrants, PREDICT_BATCHES, plan, onRound);
  return { verification, training, inference };
}

function versionsOf({ entrants }: Field): Record<string, string> {
  const own = { Deno: Deno.version.deno, V8: Deno.version.v8 };
  return Object.assign(own, ...entrants.map(({ prepared }) => prepared.versions));
}
