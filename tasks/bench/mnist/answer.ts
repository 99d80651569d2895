import { answerLines } from "../shared/answer_lines.ts";
import type { Question } from "../shared/protocol.ts";
import { readProblem } from "./exchange.ts";
import { CLASSES, type Problem } from "./problem.ts";
import type { Prepared, Questions } from "./protocol.ts";

/** One way to train and use the documented model. */
export type Learner = Prepared & {
  /** Trains a fresh model on the first batch only; answers the loss before each update. */
  losses(steps: number): Promise<number[]>;
  /** Trains on all training images once, in batches; answers the mean loss. */
  train(): Promise<number>;
  /** Probabilities of all test images, shape `(n, 10)`. */
  predict?(batch: number): Promise<ArrayLike<number>>;
};

/**
 * A contestant's end of the line: answers the bench's questions until there are no more.
 *
 * @param prepare Makes the learner for the problem, which computes with so many threads at most.
 */
export async function answerQuestions(
  prepare: (problem: Problem, threads: number) => Promise<Learner>,
): Promise<void> {
  let ready: Ready | undefined;
  await answerLines<Questions>(async (question) => {
    if (question.do === "prepare") {
      const problem = await readProblem(question.folder, question.steps);
      ready = { problem, learner: await prepare(problem, question.threads) };
    }
    return answer(question, ready!);
  });
}

type Ready = { problem: Problem; learner: Learner };

type Answer = Questions[keyof Questions]["answer"];

async function answer(
  question: Question<Questions>,
  { learner, problem }: Ready,
): Promise<Answer> {
  if (question.do === "prepare") {
    const { versions, epsilonOn, runsOn } = learner;
    return { versions, epsilonOn, runsOn };
  }
  if (question.do === "losses") return { losses: await learner.losses(question.steps) };
  const begun = performance.now();
  if (question.do === "train") {
    const loss = await learner.train();
    return { ms: performance.now() - begun, loss };
  }
  const probabilities = await learner.predict!(question.batch);
  const ms = performance.now() - begun;
  const images = problem.test.labels.length;
  const first = Array.from(probabilities).slice(0, problem.batch * CLASSES);
  return { ms, images, first, accuracy: accuracyOf(probabilities, problem) };
}

/** Share of the different test images whose most probable class is their label. */
function accuracyOf(probabilities: ArrayLike<number>, { test, distinct }: Problem): number {
  let correct = 0;
  for (let i = 0; i < distinct; i++) {
    let best = 0;
    for (let c = 1; c < CLASSES; c++) {
      if (probabilities[i * CLASSES + c]! > probabilities[i * CLASSES + best]!) best = c;
    }
    if (best === test.labels[i]) correct++;
  }
  return correct / distinct;
}
