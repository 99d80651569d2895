/** What `deno task evaluate --help` prints. */
export const help = `Say how good predictions are, and how sure one can be of it.

  deno task evaluate --predictions FILE [--compare FILE] [--slices COLUMN] [--out REPORT.html]

A file is CSV (or ; or tab separated) with a header, or JSON Lines, plain or gzip; - is standard
input. Its columns:
  y_true, y_pred      labels, or numbers for a regression; y_pred may be left out where there are
                      probabilities: then it is the most probable label
  p_LABEL             the probability of each label (or of the positive one only), or
  probabilities       all of them in one field, {"cat": 0.2, "dog": 0.8} or, of labels 0, 1 …,
                      [0.2, 0.8]; or
  probability         the probability of the positive label (also: score, y_prob, y_score)
  id                  optional; with --compare, rows must have the same id and y_true in both files
Files are read as a stream: they may be larger than memory.

  --compare FILE     predictions of another model, B, for the same rows in the same order
  --slices COLUMN    tell the metrics apart by the values of a column; several with commas
  --out FILE.html    write a page with figures, and FILE.json beside it for machines
  --json FILE        write the JSON there instead, with or without a page
  --kind NAME        classification or regression (auto: regression if y_true and y_pred are numbers,
                     with fractions or more than 100 different ones in the first 10,000 rows, and
                     there are no probabilities)
  --positive LABEL   the label that precision, areas and rates are about (1 or true; else of two
                     labels the last in order)
  --strict           stop at the first bad row; otherwise bad rows are named, counted, left out
  --level SHARE      of the intervals (0.95)
  --seed N           same seed, same intervals (0)
  --help             print this

Ctrl-C stops; nothing half-written stays behind. Exit codes: 0 done, 1 failed, 2 wrong option,
130 stopped.`;
