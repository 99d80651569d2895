import type { BackendInfo } from "descent/backend";
import type { RunOptions } from "./run.ts";

/** TensorFlow.js on its back end, and what trains with it. */
export type Machinery = {
  nn: typeof import("descent/nn");
  backend: BackendInfo;
  /** What `describeBackend` says of it. */
  backendText: string;
  tfjsVersion: string;
};

/**
 * Starts TensorFlow.js. Imported here and not at the top of a file: the images can be
 * read meanwhile, and `--help` needs none of it.
 *
 * @param options Which back end.
 * @returns What is needed to train.
 */
export async function openMachinery({ backend }: Pick<RunOptions, "backend">): Promise<Machinery> {
  const [tf, nn, { describeBackend, useBackend }] = await Promise.all([
    import("@tensorflow/tfjs"),
    import("descent/nn"),
    import("descent/backend"),
  ]);
  const info = await useBackend(backend, { warn: (text) => console.error(`warning: ${text}`) });
  const backendText = describeBackend(info);
  return { nn, backend: info, backendText, tfjsVersion: tf.version.tfjs };
}
