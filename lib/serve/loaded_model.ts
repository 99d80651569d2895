import { type Matrix, matrixFrom } from "../core/mod.ts";
import { createPredictor, loadSealedModel, type Passport } from "../nn/mod.ts";
import { restoreTransformer, type Transformer } from "../preprocess/mod.ts";
import { type Batcher, type BatchOptions, createBatcher } from "./batcher.ts";
import { Problem } from "./problem.ts";

/** A version of a model, ready to answer. */
export type LoadedModel = {
  readonly name: string;
  readonly version: string;
  readonly passport: Passport;
  /** Rows that wait now. */
  readonly waiting: number;
  /**
   * The outputs of rows, each of as many finite numbers as the passport has features. Rejects with a
   * problem where one is beyond what the model can compute with.
   */
  predict(rows: number[][]): Promise<Float32Array[]>;
  /** Answers what was accepted, then frees the model. */
  close(): Promise<void>;
};

/**
 * Loads a version from its folder, checks it against its passport, and makes it ready.
 *
 * @param dir The folder that `sealModel` of descent/nn wrote.
 * @param name What the model is called here.
 * @param version Which version it is.
 * @param options How requests are batched, and who is told of a batch's size.
 * @returns The model.
 * @throws {TypeError} If there is no model.
 * @throws {SyntaxError} If it is damaged.
 */
export async function openModel(
  dir: string,
  name: string,
  version: string,
  options: BatchOptions & { onBatch?: (rows: number) => void },
): Promise<LoadedModel> {
  const { model, passport } = await loadSealedModel(dir);
  const prepare = preparation(passport);
  const { maxBatch, onBatch } = options;
  const predictor = createPredictor(model, { batchSize: maxBatch });
  const outputs = model.outputs[0]!.shape[1]!;
  const batcher: Batcher = createBatcher(
    async (rows) => {
      const prepared = prepare(matrixFrom(rows));
      const answers: Float32Array[] = [];
      for (let at = 0; at < rows.length; at += maxBatch) {
        const count = Math.min(maxBatch, rows.length - at);
        const { data, columns } = prepared;
        const part = data.subarray(at * columns, (at + count) * columns);
        const values = await predictor.run((to) => to.set(part), count);
        for (let i = 0; i < count; i++) {
          answers.push(values.slice(i * outputs, (i + 1) * outputs));
        }
      }
      return answers;
    },
    options,
    onBatch,
  );
  return {
    name,
    version,
    passport,
    get waiting() {
      return batcher.waiting;
    },
    async predict(rows) {
      return checkFinite(await batcher.ask(rows));
    },
    async close() {
      await batcher.close();
      predictor.dispose();
      model.dispose();
    },
  };
}

/** Inputs that are finite can still overflow on their way through a model. */
function checkFinite(outputs: Float32Array[]): Float32Array[] {
  const odd = outputs.findIndex((values) => !values.every(Number.isFinite));
  if (odd === -1) return outputs;
  const words = `The numbers of row ${odd} lead to an answer that is no finite number`;
  throw new Problem("bad-input", words);
}

/** What the passport says is done to rows before the model sees them. */
function preparation({ preprocessing }: Passport): (X: Matrix) => Matrix {
  if (preprocessing === undefined) return (X) => X;
  const { kind } = preprocessing as { kind: "pipeline" };
  const transformer = restoreTransformer(preprocessing, kind) as Transformer;
  return (X) => transformer.transform(X);
}
