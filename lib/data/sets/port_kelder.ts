import type { DataSet } from "../data_set.ts";

export const portKelder: DataSet = {
  name: "port-kelder",
  title: "Papers of Port Kelder: 100 short pieces of English prose and dialogue, a sentence a line",
  licence: "MIT, as Descent",
  origin: "written for Descent (2026)",
  files: [
    {
      name: "port-kelder.txt",
      what: "1,405 sentences, 20,633 words",
      bytes: 106_642,
      sha256: "bb6e09bd0efa10af04e604e3928d2e9fc3ec71fd832cd49b89a3f2c560ec54c5",
      mirrors: [],
    },
  ],
};
