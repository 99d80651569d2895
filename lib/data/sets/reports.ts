import type { DataSet } from "../data_set.ts";

export const reports: DataSet = {
  name: "reports",
  title: "Reports on products and from a factory, marked negative, neutral or positive, TSV",
  licence: "MIT, as Descent",
  origin: "written for Descent (2026)",
  files: [
    {
      name: "reports.tsv",
      what: "960 reports, 320 a class, 90 in Chinese",
      bytes: 55_019,
      sha256: "d9f1aec4c1894993f00c6eef26e50c18049f58df0b36e5986fa073402a84bb7e",
      mirrors: [],
    },
  ],
};
