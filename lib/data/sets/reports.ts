import type { DataSet } from "../data_set.ts";

export const reports: DataSet = {
  name: "reports",
  title: "Reports on products and from a factory, marked negative, neutral or positive, TSV",
  licence: "MIT, as Descent",
  origin: "written for Descent (2026)",
  files: [
    {
      name: "reports.tsv",
      what: "630 reports, 210 a class, 60 in Chinese",
      bytes: 37_017,
      sha256: "5166a91a86d1fa96c708aace91de957f188070daa97f3b49d79266012c79075d",
      mirrors: [],
    },
  ],
};
