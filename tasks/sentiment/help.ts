import { backends } from "../shared/digits/options.ts";

/** What `deno task sentiment --help` prints. */
export const help = `Learn from marked texts whether a text is positive, and compare ways to do so.

  deno task sentiment [options]

  --classes N      2: negative or positive, by Embedding(1000, 32), LSTM(32), Dense(1) and Adam
                   3: neutral too, by Dense(16), Dense(3) on the words and plain SGD (2)
  --data DIR       folder with the two files of sentiment-sentences, or with a folder of that name
                   (otherwise DESCENT_DATA, then data/, then the reports that come with Descent)
  --reports        take the reports even where sentiment-sentences is at hand; 3 classes always do
  --epochs N       times through the training texts, 1 to 1000 (10)
  --batch N        texts a step, 1 to 4096 (32)
  --length N       words of a text for the LSTM, 1 to 1000 (100)
  --seed N         seed of the split, and of the first network's weights and order (0)
  --seeds N        networks to train, each from its own seed, 1 to 100 (3)
  --backend NAME   ${backends.join(", ")} (auto)
  --text TEXT      ask all models about this text too; may be repeated
  --save DIR       write the first network and its tokenizer to this folder
  --json FILE      write the run card to this file: settings, data, versions, scores, times
  --quiet          print the table only
  --help           print this

Beside the networks stand a logistic regression on the same words and n-grams of each class, scored
on the same texts: McNemar's test tells whether the difference may be chance.

Ctrl-C stops after the current step; of the first network it keeps the weights of the last finished
epoch, and a second Ctrl-C ends at once. Exit codes: 0 done, 1 failed, 2 wrong option, 130 stopped.`;
