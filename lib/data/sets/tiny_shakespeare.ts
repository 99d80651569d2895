import type { DataSet } from "../data_set.ts";

export const tinyShakespeare: DataSet = {
  name: "tiny-shakespeare",
  title: "40,000 lines from Shakespeare's plays, ASCII",
  licence: "public domain",
  origin: "A. Karpathy, char-rnn (2015)",
  files: [
    {
      name: "input.txt",
      what: "1,115,394 characters, 65 of them distinct",
      bytes: 1_115_394,
      sha256: "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
      mirrors: [
        "https://storage.googleapis.com/download.tensorflow.org/data/shakespeare.txt",
        "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt",
      ],
    },
  ],
};
