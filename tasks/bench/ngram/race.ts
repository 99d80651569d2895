import { grouped } from "../../mnist/format.ts";
import { ownEntry, peerEntry } from "../shared/entries.ts";
import type { RaceAim, RacePlan, TaskPlan } from "../shared/race/plan.ts";
import { ALL, KENLM_TASKS, type NgramTask, NLTK_TASKS, SETTINGS } from "./sizes.ts";
import { writeTexts } from "./write_texts.ts";

const OURS = new URL("./ours/models.ts", import.meta.url);
const KENLM = new URL("./peers/kenlm.ts", import.meta.url);
const NLTK = new URL("./peers/nltk_peer.py", import.meta.url);

/** KenLM counts in 32-bit floats. */
const KENLM_TOLERANCE = { rel: 2e-5, abs: 0 };
const NLTK_TOLERANCE = { rel: 1e-9, abs: 0 };

const BESIDE_KENLM = "a lesson's machine has Deno and no compiler, and shall not wait much longer";
const BESIDE_NLTK = "what takes a minute there shall be there at once here";

/** The contestant of ours. */
export const OUR_ENTRY = ownEntry("descent", "trainNgram, scoreCorpus", OURS);

/** Training and scoring, beside NLTK and, where it is on PATH, KenLM. */
export const NGRAM_RACE: RacePlan = {
  bench: "ngram",
  tasks: SETTINGS.tasks.map(planOf),
  ours: [OUR_ENTRY],
  peers: (python) => [
    ownEntry("kenlm", "KenLM", KENLM),
    peerEntry(python, { id: "nltk", label: "NLTK", program: NLTK }),
  ],
  settings: SETTINGS,
  aims: [
    ...KENLM_TASKS.map(({ id }) => aim(id, "kenlm", 2, BESIDE_KENLM)),
    ...NLTK_TASKS.map(({ id }) => aim(id, "nltk", 0.01, BESIDE_NLTK)),
  ],
  write: writeTexts,
};

function planOf({ id, how, work, order, tokens }: NgramTask): TaskPlan {
  const part = tokens === ALL ? "all tokens" : `${grouped(tokens)} tokens`;
  const name = how === "kneser-ney" ? "modified Kneser-Ney" : "Witten-Bell";
  return {
    id,
    label: `${work}, ${name}, order ${order}, ${part}`,
    unit: "token",
    tolerance: how === "kneser-ney" ? KENLM_TOLERANCE : NLTK_TOLERANCE,
  };
}

function aim(task: string, peer: string, atMost: number, why: string): RaceAim {
  return { task, ours: "descent", peer, atMost, why };
}
