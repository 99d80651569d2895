import type * as tf from "@tensorflow/tfjs";
import { digitsCnn, pooledCnn, sentimentLstm, sequenceModel } from "descent/nn";
import { SEQUENCE, TEXT } from "../problems.ts";

const { length, symbols, units } = SEQUENCE;
const SEQUENCES = { length, features: symbols, classes: symbols, units, seed: 0 };

/** Creates the network of each task as descent/nn has it, with dropout or without. */
export const MODELS: Record<string, (dropout: boolean) => tf.LayersModel> = {
  pipeline: (dropout) => digitsCnn({ seed: 0, ...(dropout ? {} : { dropout: [0, 0] }) }),
  pooling: () => pooledCnn({ seed: 0 }),
  lstm: () => sequenceModel({ cell: "lstm", ...SEQUENCES }),
  simpleRNN: () => sequenceModel({ cell: "simpleRNN", ...SEQUENCES }),
  gru: () => sequenceModel({ cell: "gru", ...SEQUENCES }),
  sentiment: () => sentimentLstm({ seed: 0, ...TEXT }),
};
