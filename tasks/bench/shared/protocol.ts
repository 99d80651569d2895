/**
 * The questions that a bench may ask its contestants, by name: what goes along with each, and what
 * comes back. A question is one line of JSON on the contestant's standard input that holds its name
 * as `do`; the answer is one line of JSON on its standard output and may be a {@linkcode Refusal}.
 * When its input ends, the contestant ends.
 */
export type QuestionTable = Record<string, { ask: object; answer: object }>;

/** The questions of a table as they come over the line. */
export type Question<Table extends QuestionTable> = {
  [Name in keyof Table]: { do: Name } & Table[Name]["ask"];
}[keyof Table];

/** An answer that is none. */
export type Refusal = {
  error: string;
  /** The module that is not installed, if that is the reason. */
  missing?: string;
};
