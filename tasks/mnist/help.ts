import { backends, largestBatch, optimizers } from "../shared/digits/options.ts";

/** What `deno task mnist --help` prints. */
export const help = `Train the documented MNIST example and report its test accuracy.

  deno task mnist [options]

  --data DIR       folder with the four MNIST files, or with a folder mnist that holds them
                   (otherwise DESCENT_DATA, then data/, then a download, then a small sample)
  --epochs N       times through the training images, 1 to 1000 (5)
  --batch N        images a step, 1 to ${largestBatch} (32)
  --seed N         seed of weights and order; same seed and back end, same numbers (0)
  --backend NAME   ${backends.join(", ")} (auto)
  --limit N        train, and test, on no more than the first N images: quick, but not the
                   documented run
  --optimizer NAME ${optimizers.join(", ")} (adam)
  --save DIR       write the trained model to this folder
  --json FILE      write the run card to this file: settings, data, versions, scores, times
  --quiet          print the result only
  --help           print this

Ctrl-C stops after the current step and keeps the weights of the last finished epoch; a second
Ctrl-C ends at once. Exit codes: 0 done, 1 failed, 2 wrong option, 130 stopped.`;
