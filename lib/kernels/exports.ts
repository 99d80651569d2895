/**
 * The functions of the kernels' binary. Each is described, with its contract, at the head of the
 * file of its name in `assembly/`. All pointers are byte addresses in tfjs's WASM heap, all counts
 * are whole numbers, flags are 0 or 1.
 */
export type Kernels = {
  adam(
    w: number,
    to: number,
    m: number,
    v: number,
    g: number,
    n: number,
    rate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    scale: number,
  ): void;
  addBias(x: number, bias: number, out: number, rows: number, columns: number, relu: number): void;
  clip(x: number, out: number, n: number, low: number, high: number): void;
  columnSums(x: number, out: number, rows: number, columns: number): void;
  conv2d(
    x: number,
    w: number,
    bias: number,
    y: number,
    batch: number,
    inH: number,
    inW: number,
    inC: number,
    kH: number,
    kW: number,
    outC: number,
    outH: number,
    outW: number,
    strideH: number,
    strideW: number,
    relu: number,
    skip: number,
    scratch: number,
  ): void;
  conv2dBackpropFilter(
    x: number,
    dy: number,
    dw: number,
    batch: number,
    inH: number,
    inW: number,
    inC: number,
    kH: number,
    kW: number,
    outC: number,
    outH: number,
    outW: number,
    strideH: number,
    strideW: number,
  ): void;
  convPatches(
    x: number,
    patches: number,
    w: number,
    bias: number,
    y: number,
    count: number,
    inW: number,
    inC: number,
    kH: number,
    kW: number,
    outC: number,
    relu: number,
    scratch: number,
  ): void;
  convPatchesBackpropFilter(
    x: number,
    patches: number,
    dy: number,
    dw: number,
    count: number,
    inW: number,
    inC: number,
    kH: number,
    kW: number,
    outC: number,
  ): void;
  densePatches(
    a: number,
    samples: number,
    starts: number,
    blank: number,
    t: number,
    y: number,
    batch: number,
    positions: number,
    channels: number,
    units: number,
    scratch: number,
  ): void;
  densePatchesGrad(
    a: number,
    samples: number,
    starts: number,
    blank: number,
    t: number,
    dy: number,
    dySum: number,
    dt: number,
    db: number,
    positions: number,
    channels: number,
    units: number,
    relu: number,
    scratch: number,
  ): void;
  flipFilter(w: number, out: number, kH: number, kW: number, inC: number, outC: number): void;
  gather(x: number, index: number, out: number, n: number, rowBytes: number): void;
  isFinite(a: number, n: number): number;
  listPatches(
    x: number,
    batch: number,
    inH: number,
    inW: number,
    inC: number,
    kH: number,
    kW: number,
    outH: number,
    outW: number,
    strideH: number,
    strideW: number,
    starts: number,
    samples: number,
    patches: number,
    scratch: number,
  ): number;
  matmulNarrow(
    a: number,
    b: number,
    bRow: number,
    bCol: number,
    c: number,
    m: number,
    n: number,
    k: number,
    scratch: number,
  ): void;
  matmulOuter(
    a: number,
    b: number,
    c: number,
    m: number,
    n: number,
    k: number,
    scratch: number,
  ): void;
  matmulShallow(
    a: number,
    aRow: number,
    aCol: number,
    b: number,
    bRow: number,
    bCol: number,
    c: number,
    m: number,
    n: number,
    k: number,
    scratch: number,
  ): void;
  matmulTiled(
    a: number,
    aRow: number,
    aCol: number,
    b: number,
    bRow: number,
    bCol: number,
    c: number,
    m: number,
    n: number,
    k: number,
    scratch: number,
  ): void;
  maxPoolGrad(
    x: number,
    dy: number,
    dx: number,
    batch: number,
    inH: number,
    inW: number,
    channels: number,
    outH: number,
    outW: number,
    kH: number,
    kW: number,
    strideH: number,
    strideW: number,
    top: number,
    left: number,
  ): void;
  pad(
    x: number,
    y: number,
    batch: number,
    height: number,
    width: number,
    channels: number,
    outH: number,
    outW: number,
    top: number,
    left: number,
    stretchH: number,
    stretchW: number,
  ): void;
  reluGrad(dy: number, y: number, dx: number, n: number): void;
  reluGradBias(
    dy: number,
    y: number,
    dx: number,
    db: number,
    rows: number,
    columns: number,
  ): void;
  sqrt(x: number, out: number, n: number): void;
};
