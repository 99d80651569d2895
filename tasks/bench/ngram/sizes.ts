/** N-grams of these lengths are raced. */
export const ORDERS = [3, 5] as const;

/** The first so many tokens of the training text, for the curve; the last is more than there are. */
export const PARTS = [20_000, 60_000, 200_000, 600_000, 3_000_000] as const;

/** All of the training text. */
export const ALL = PARTS[4];

/** As far as NLTK goes: beyond, a round would take most of a minute. */
export const NLTK_MOST = PARTS[2];

/** The order of the curve. */
export const CURVE_ORDER = 3;

/** One piece of work, by what contestants have to know of it. */
export type NgramTask = {
  id: string;
  /** Train on text, or score text by a model trained before. */
  work: "train" | "query";
  /** By which formulas: those of KenLM, or those that NLTK has right. */
  how: "kneser-ney" | "witten-bell";
  order: number;
  /** Which part of the training text, one of `PARTS`. */
  tokens: number;
};

const task = (
  how: NgramTask["how"],
  work: NgramTask["work"],
  order: number,
  tokens: number,
): NgramTask => ({ id: `${how}-${work}-${order}-${tokens}`, how, work, order, tokens });

/** What KenLM is raced in: all of the text. */
export const KENLM_TASKS = ORDERS.flatMap((order) => [
  task("kneser-ney", "train", order, ALL),
  task("kneser-ney", "query", order, ALL),
]);

/** What NLTK is raced in: as much of it as it can take. */
export const NLTK_TASKS = ORDERS.flatMap((order) => [
  task("witten-bell", "train", order, NLTK_MOST),
  task("witten-bell", "query", order, NLTK_MOST),
]);

/** What the curve needs besides. */
export const CURVE_TASKS = [
  ...PARTS.filter((tokens) => tokens < ALL)
    .map((tokens) => task("kneser-ney", "train", CURVE_ORDER, tokens)),
  ...PARTS.filter((tokens) => tokens < NLTK_MOST)
    .map((tokens) => task("witten-bell", "train", CURVE_ORDER, tokens)),
];

/** What all contestants are told. */
export type NgramSettings = {
  tasks: readonly NgramTask[];
  /** How many lines of the queries NLTK scores in a round. */
  nltkLines: number;
  /** How often ours trains or scores what NLTK does once in a round, which is too short to time. */
  repeats: Readonly<Record<NgramTask["work"], number>>;
};

export const SETTINGS: NgramSettings = {
  tasks: [...KENLM_TASKS, ...NLTK_TASKS, ...CURVE_TASKS],
  nltkLines: 100,
  repeats: { train: 10, query: 50 },
};

/** The file of the queries, in the folder that contestants are given. */
export const QUERY_FILE = "query.txt";

/** The file of a part of the training text. */
export function trainFile(tokens: number): string {
  return `train-${tokens}.txt`;
}

/** The task by which ours tells how many bytes an n-gram takes; it is not timed. */
export function memoryTask(order: number): string {
  return `memory-${order}`;
}
