import { type Curve, curvesOf, curveText } from "../shared/race/curve.ts";
import { raceText } from "../shared/race/race_text.ts";
import type { RaceResults } from "../shared/race/results.ts";
import { textTable } from "../shared/table.ts";
import { type Memory, MOST_BYTES } from "./memory.ts";
import { CURVE_ORDER, type NgramTask, SETTINGS } from "./sizes.ts";

/**
 * KenLM at commit 4cb443e6 on one core of an AMD EPYC, on the same text: tokens a second by lmplz and
 * by query on a probing model, loading left out. Another machine: only the order of size tells.
 */
const KENLM_ELSEWHERE = [
  { order: 3, train: 816_193, query: 3_986_360, peakMegabytes: 97 },
  { order: 5, train: 313_796, query: 3_212_309, peakMegabytes: 162 },
];

/** How many tokens WikiText-2's training text has, of which `ALL` asks for more. */
const TRAIN_TOKENS = 2_051_910;

/**
 * The cost of training against the size of the text, a curve a contestant.
 *
 * @param results As `runRace` gives them.
 * @returns Ours and KenLM's by modified Kneser-Ney, NLTK's by Witten-Bell.
 */
export function trainingCurves({ tasks }: RaceResults): Curve[] {
  const sizes = new Map(
    SETTINGS.tasks.filter(({ work, order }) => work === "train" && order === CURVE_ORDER)
      .map((task) => [task.id, task]),
  );
  const curves = (how: NgramTask["how"]) =>
    curvesOf(
      tasks.filter(({ id }) => sizes.get(id)?.how === how),
      ({ id }) => Math.min(sizes.get(id)!.tokens, TRAIN_TOKENS),
    );
  return [...curves("kneser-ney"), ...curves("witten-bell").filter(({ id }) => id === "nltk")];
}

/**
 * The race for people, with memory and the curve.
 *
 * @param results As `runRace` gives them.
 * @param memory As `measureMemory` gives it.
 * @returns Lines without an end.
 */
export function ngramText(results: RaceResults, memory: readonly Memory[]): string {
  return [
    raceText(results),
    ...elsewhere(results),
    "",
    textTable(memoryRows(memory)),
    "",
    `Training, order ${CURVE_ORDER}: time a token against the text's tokens`,
    curveText(trainingCurves(results), "tokens"),
  ].join("\n");
}

/** What to compare with by eye where KenLM did not run here. */
function elsewhere({ tasks }: RaceResults): string[] {
  if (tasks.some(({ times }) => times.some(({ id }) => id === "kenlm"))) return [];
  const rows = KENLM_ELSEWHERE.flatMap(({ order, train, query }) => [
    [`train, order ${order}`, perSecond(train)],
    [`query, order ${order}`, perSecond(query)],
  ]);
  const head = ["KenLM on all tokens, on another machine's core", "a second"];
  return ["", textTable([head, ...rows])];
}

function memoryRows(memory: readonly Memory[]): string[][] {
  const rows = memory.map(({ order, bytesPerNgram, peakBytes }) => [
    `order ${order}`,
    bytesPerNgram.toFixed(1),
    `${bytesPerNgram < MOST_BYTES ? "reached" : "MISSED"}: under ${MOST_BYTES}`,
    peakBytes === undefined ? "" : `${(peakBytes / 1e6).toFixed(0)} MB`,
    `${KENLM_ELSEWHERE.find((known) => known.order === order)?.peakMegabytes ?? ""} MB`,
  ]);
  return [["Memory", "bytes an n-gram", "aim", "peak in training", "(lmplz, elsewhere)"], ...rows];
}

function perSecond(count: number): string {
  return Number(count.toPrecision(3)).toLocaleString("en-US");
}
