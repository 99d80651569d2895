import { type DataSet, onMirrors } from "../data_set.ts";

const MIRRORS = [
  "https://storage.googleapis.com/cvdf-datasets/mnist/",
  "https://ossci-datasets.s3.amazonaws.com/mnist/",
  "https://raw.githubusercontent.com/fgnt/mnist/master/",
];

export const mnist: DataSet = {
  name: "mnist",
  title: "MNIST handwritten digits, 28 × 28 grey, 10 classes, IDX in gzip",
  licence: "none stated by the authors; usually given as CC BY-SA 3.0 (Y. LeCun, C. Cortes)",
  origin: "Y. LeCun, C. Cortes, C. Burges, formerly yann.lecun.com/exdb/mnist",
  files: [
    {
      name: "train-images-idx3-ubyte.gz",
      what: "60,000 training images",
      bytes: 9_912_422,
      sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
      mirrors: onMirrors(MIRRORS, "train-images-idx3-ubyte.gz"),
    },
    {
      name: "train-labels-idx1-ubyte.gz",
      what: "60,000 training labels",
      bytes: 28_881,
      sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
      mirrors: onMirrors(MIRRORS, "train-labels-idx1-ubyte.gz"),
    },
    {
      name: "t10k-images-idx3-ubyte.gz",
      what: "10,000 test images",
      bytes: 1_648_877,
      sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
      mirrors: onMirrors(MIRRORS, "t10k-images-idx3-ubyte.gz"),
    },
    {
      name: "t10k-labels-idx1-ubyte.gz",
      what: "10,000 test labels",
      bytes: 4_542,
      sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
      mirrors: onMirrors(MIRRORS, "t10k-labels-idx1-ubyte.gz"),
    },
  ],
};
