import type { DataSet } from "../data_set.ts";

const EXAMPLES = "https://raw.githubusercontent.com/pytorch/examples/" +
  "77f55b912142e11fcfdf5b530231fb9c52f181e8/word_language_model/data/wikitext-2/";

export const wikitext2: DataSet = {
  name: "wikitext-2",
  title: "WikiText-2: Wikipedia articles by words, rare ones marked as unknown",
  licence: "CC BY-SA 3.0",
  origin: "S. Merity, C. Xiong, J. Bradbury, R. Socher (2016), Salesforce Research",
  files: [
    {
      name: "wiki.train.tokens.gz",
      what: "36,718 lines, 2,088,628 tokens",
      bytes: 3_674_047,
      sha256: "0c202e0b5d919429261b7291d9b5998f0db680c0a6700c0ff2a886d0abe055d4",
      mirrors: [], // the text is public, this gzip of it is not
    },
    {
      name: "wiki.valid.tokens",
      what: "3,760 lines, 217,646 tokens",
      bytes: 1_121_681,
      sha256: "f0737ed31fc1329026e95cb8b98e19c2a182c39c240ab909dc31abf2f8af58e8",
      mirrors: [`${EXAMPLES}valid.txt`],
    },
    {
      name: "wiki.test.tokens",
      what: "4,358 lines, 245,569 tokens",
      bytes: 1_256_449,
      sha256: "d790b833ef8cf03a90db7bf1271b7520b83c45ce07ba3c1a9699df81e239eca0",
      mirrors: [`${EXAMPLES}test.txt`],
    },
  ],
};
