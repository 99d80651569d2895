import { backends, largestBatch, optimizers } from "../shared/digits/options.ts";
import { dataNames, documented, modelNames, smallEpochs } from "./options.ts";

/** What `deno task digits --help` prints. */
export const help =
  `Learn to read handwritten digits, from pixels to a saved model: split, scale, train with
validation, test, save, load, predict.

  deno task digits [options]

  --data NAME      ${
    dataNames.join(" or ")
  }: the 1,797 small digits that come with this kit, or MNIST (8x8)
  --model NAME     ${
    modelNames[0]
  }: convolution, pooling, dropout, 128 hidden units, by Adadelta; or
                   ${modelNames[1]}: convolution, pooling and the ten sums, by Adam (pipeline)
  --dir DIR        folder with the four MNIST files, or with a folder mnist that holds them
                   (otherwise DESCENT_DATA, then data/, then a download, then a small sample)
  --binarize       make pixels black or white before they are scaled: costs accuracy
  --epochs N       times through the training images, 1 to 1000 (${documented.pipeline.epochs}; the pipeline on 8x8 ${smallEpochs})
  --batch N        images a step, 1 to ${largestBatch} (${documented.pipeline.batch}; of pooling ${documented.pooling.batch})
  --seed N         seed of split, weights, order and dropout (0)
  --backend NAME   ${backends.join(", ")} (auto)
  --limit N        of MNIST, train and test on no more than the first N images
  --optimizer NAME ${optimizers.join(", ")} (adadelta; of pooling adam)
  --save PATH      write the trained model, and load it again as a check: to a file of Keras's form
                   where it ends in .h5, as handwritten_digits_model.h5, or to a folder
  --json FILE      write the run card to this file: settings, data, versions, scores, times
  --quiet          print the result only
  --help           print this

Ctrl-C stops after the current step and keeps the weights of the last finished epoch; a second
Ctrl-C ends at once. Exit codes: 0 done, 1 failed, 2 wrong option, 130 stopped.`;
