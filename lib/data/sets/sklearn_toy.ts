import type { DataSet } from "../data_set.ts";

export const sklearnToy: DataSet = {
  name: "sklearn-toy",
  title: "Four small tables from scikit-learn as CSV, last column the target",
  licence: "digits, iris, wine: CC BY 4.0; diabetes: none stated, published by the authors",
  origin: "written from the loaders of scikit-learn 1.9.1 in full precision",
  files: [
    {
      name: "digits.csv",
      what: "1,797 digits, 8 × 8",
      bytes: 265_359,
      sha256: "9f7fca3251c178a06039990b75e3023f8b888151d2e2d4579c3ba0d2744a1d00",
      mirrors: [], // scikit-learn ships the tables in other forms
    },
    {
      name: "iris.csv",
      what: "150 flowers, 3 species",
      bytes: 2_777,
      sha256: "0ba79ae755c686ee02dfe1d2943772a46ded2433c4fde6dd7ad3b01c41ff5d3d",
      mirrors: [],
    },
    {
      name: "wine.csv",
      what: "178 wines, 3 growers",
      bytes: 12_261,
      sha256: "cd80158fad3d1e203d61dae42242620b02dd5f918e637b5f08381e39e7cf5204",
      mirrors: [],
    },
    {
      name: "diabetes_raw.csv",
      what: "442 patients, unscaled",
      bytes: 24_793,
      sha256: "8ab2ca7558982cbe48ef73ccd264bcbd3bde9e1bfd0e6f34146204fcb433ebc8",
      mirrors: [],
    },
  ],
};
