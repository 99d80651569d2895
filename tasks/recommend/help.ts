import { modelNames } from "./options.ts";

/** What `deno task recommend --help` prints. */
export const help = `Learn what people like from who rated what, and recommend.

  deno task recommend [options]

  --data DIR       folder with the files of movielens-latest-small, or with a folder of that name
                   (otherwise DESCENT_DATA, then data/, then ratings that are made up)
  --made-up        take the made-up ratings even where MovieLens is at hand
  --models LIST    some of ${modelNames.join(", ")}
                   with commas between (all)
  --split NAME     test on the latest fifth of each person's ratings ("person"), or on all ratings
                   after one moment ("moment"), where many people are new (person)
  --k N            how many to recommend, 1 to 100 (10)
  --factors N      numbers that describe a person, and a film, 1 to 200 (20)
  --neighbours N   neighbours to ask, 1 to 1000 (40)
  --person ID      whom to recommend to, by the number in the data (the one with most ratings)
  --seed N         seed of factors, and of made-up ratings (0)
  --json FILE      write the run card to this file: settings, data, versions, scores, times
  --quiet          print the table only
  --help           print this

Ctrl-C ends at once; nothing is written before the end. Exit codes: 0 done, 1 failed, 2 wrong option,
130 stopped.`;
