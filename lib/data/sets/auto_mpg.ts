import { type DataSet, onMirrors } from "../data_set.ts";

const MIRRORS = ["https://archive.ics.uci.edu/ml/machine-learning-databases/auto-mpg/"];

export const autoMpg: DataSet = {
  name: "auto-mpg",
  title: "Auto MPG: fuel use of 398 cars, columns by blanks, missing values as ?",
  licence: "CC BY 4.0",
  origin: "R. Quinlan (1993), UCI Machine Learning Repository, from StatLib",
  files: [
    {
      name: "auto-mpg.data",
      what: "398 cars",
      bytes: 30_286,
      sha256: "48b830e11feee5572525f8f1691ddb9d38d3d7b7063edcd8fca672c2a5e17d8d",
      mirrors: onMirrors(MIRRORS, "auto-mpg.data"),
    },
    {
      name: "auto-mpg.names",
      what: "description and column names",
      bytes: 1_660,
      sha256: "f6ac336f3b11955d71adee2100faf30f8c1be20e6727476836d437d35804599c",
      mirrors: onMirrors(MIRRORS, "auto-mpg.names"),
    },
  ],
};
