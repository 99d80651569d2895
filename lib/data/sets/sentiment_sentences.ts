import type { DataSet } from "../data_set.ts";

export const sentimentSentences: DataSet = {
  name: "sentiment-sentences",
  title: "Sentiment Labelled Sentences: reviews marked 0 or 1, after a tab",
  licence: "CC BY 4.0",
  origin: "D. Kotzias and others (KDD 2015), UCI Machine Learning Repository",
  files: [
    {
      name: "amazon_cells_labelled.txt",
      what: "1,000 product reviews",
      bytes: 58_226,
      sha256: "47003fc0a0d4840b00e96e715b6189bad09e7443a3da41c4cbe12ffc79f86ae3",
      mirrors: [], // published in a ZIP archive alone
    },
    {
      name: "yelp_labelled.txt",
      what: "1,000 restaurant reviews",
      bytes: 61_320,
      sha256: "c76468b7b5c6e56a0804d728345c5f84aa2142ddb214420f61cc9cfd4c00d2ea",
      mirrors: [],
    },
    {
      name: "readme.txt",
      what: "description by the authors",
      bytes: 1_070,
      sha256: "736c26aa54e3614459e50314ece0698051f0923d108ed53938dcb1aa0483bfd4",
      mirrors: [],
    },
  ],
};
