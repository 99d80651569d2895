import { CORPORA } from "descent/data";
import { SMOOTHINGS } from "descent/ngram";

/** What `deno task ngram --help` prints. */
export const help = `Train an n-gram language model, and ask it.

  deno task ngram train [TEXT]                 train, and test on the tenth part held out
  deno task ngram perplexity MODEL [TEXT]      how well the model expects a text
  deno task ngram generate MODEL [WORDS…]      sentences drawn from the model, from WORDS on
  deno task ngram explain MODEL WORDS…         where the probability of the last word comes from,
                                               after those before it
  deno task ngram query MODEL [WORDS…]         score a sentence word by word; without WORDS, each
                                               line of standard input

TEXT is ${CORPORA.join(", ")} or a file: UTF-8, plain or gzip, one sentence
a line. MODEL is a file that train has saved, an ARPA file (.arpa, .arpa.gz) by any tool, or a
TEXT, on which a model is then trained first. Without either: ${CORPORA[0]}, which comes with
the kit.

Training:
  --order N          longest n-grams, 1 to 16 (3)
  --smoothing NAME   ${SMOOTHINGS.slice(0, 5).join(", ")},
                     ${SMOOTHINGS.slice(5, 9).join(", ")},
                     ${SMOOTHINGS.slice(9).join(", ")} (modified-kneser-ney)
  --unit NAME        words: words and marks apart; blanks: what stands between blanks, as KenLM;
                     characters (words; blanks for wikitext-2; for a MODEL, as it was
                     trained, or by its words where the file does not say)
  --lowercase        The and the are one word
  --min-count N      words counted less often are one unknown word (1)
  --vocabulary N     keep the N most frequent words only
  --prune N,N,…      drop n-grams counted at most N times, by order from 1 (0)
  --test-every N     hold out every Nth sentence to test on; 0: none, train on all (10)
  --save FILE        write the model: .arpa or .arpa.gz for other tools, else binary, quick to load

Asking:
  --part NAME        train, valid or test of wikitext-2 as TEXT of perplexity (valid)
  --seed N           same seed, same sentences (0)
  --count N          how many sentences to generate (5)
  --max-words N      where a generated sentence ends at the latest (50)
  --temperature N    above 1 bolder, below 1 more usual (1)
  --top-k N          draw from the N most probable words only
  --top-p N          draw from the most probable words that hold this share, 0 to 1

  --json FILE        write the result to this file too
  --quiet            print the result only
  --help             print this

Ctrl-C stops; nothing half-written stays behind. Exit codes: 0 done, 1 failed, 2 wrong option,
130 stopped.`;
