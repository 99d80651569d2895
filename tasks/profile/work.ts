import type { NamedArguments } from "./kernel_parameters.ts";

/** What a call of a kernel is given, and what it has to do. */
export type Work = {
  /** The sizes of what it is given, for people. */
  given: string;
  /** Floating-point operations of the formula, a product and a sum counted as two. */
  flop?: number;
  /** Bytes that must be read and written if each is touched once. */
  bytes?: number;
};

/** Reads an int32 of the heap; some kernels are given lists whose length stands in them. */
export type Int32At = (address: number) => number;

type WorkOf = (of: NamedArguments, int32At: Int32At) => Work;

const FLOAT = 4; // bytes

/** The work of each kernel whose formula counts; see the contract at the head of its file. */
const WORK: Readonly<Record<string, WorkOf>> = {
  activate: ({ n, more }) => perValue(n!, 10, more ? 3 : 2),
  activateGrad: ({ n, more }) => perValue(n!, 3, more ? 4 : 3),
  adadelta: ({ n }) => perValue(n!, 13, 7),
  adam: ({ n }) => perValue(n!, 13, 7),
  adamBySteps: ({ n }) => perValue(n!, 14, 7),
  addBias: ({ rows, columns }) => perRow(rows!, columns!, 1, 2),
  clip: ({ n }) => perValue(n!, 2, 2),
  clipGrad: ({ n }) => perValue(n!, 2, 3),
  columnMoments: ({ rows, columns }) => perRow(rows!, columns!, 4, 1),
  columnSums: (of) => perRow(of.rows!, wanted(of, of.columns!), 1, 1),
  conv2d: convolution,
  conv2dBackpropFilter: convolution,
  convPatches: listed,
  convPatchesBackpropFilter: listed,
  densePatches: (of, int32At) => densePatches(of, int32At, 1),
  densePatchesGrad: (of, int32At) => densePatches(of, int32At, 2),
  depthwiseBackpropFilter: depthwise,
  depthwiseBackpropInput: depthwise,
  depthwiseConv2d: depthwise,
  elementwise: ({ steps, from, to }) => perValue((to! - from!) * steps!, 1, 1),
  dropout: ({ n }) => perValue(n!, 1, 2),
  gather: ({ n, rowBytes }) => ({ given: `${n} rows`, bytes: 2 * n! * rowBytes! }),
  isFinite: ({ n }) => perValue(n!, 0, 1),
  gru: (of) => throughTime(of, 3, 30, 11),
  gruBefore: (of) => throughTime(of, 3, 30, 9),
  gruBeforeGrad: (of) => throughTime(of, 3, 16, 8),
  gruGrad: (of) => throughTime(of, 3, 16, 13),
  listNonzeros: ({ m, k }) => ({ given: `${m} × ${k}`, bytes: FLOAT * m! * k! }),
  lstm: (of) => throughTime(of, 4, 50, 10),
  lstmGrad: (of) => throughTime(of, 4, 40, 10),
  leakyRelu: ({ n }) => perValue(n!, 1, 2),
  leakyReluGrad: ({ n }) => perValue(n!, 1, 3),
  matmulNarrow: ({ m, n, k }) => product(m!, n!, k!),
  matmulOuter: ({ m, n, k }) => product(m!, n!, k!),
  matmulRows: ({ m, n, k }) => product(m!, n!, k!),
  matmulShallow: ({ m, n, k }) => product(m!, n!, k!),
  matmulSparse({ m, n, k }) { // how many products its zeros save is not known
    const { given, ...work } = product(m!, n!, k!);
    return { given: `${given}, as if full`, ...work };
  },
  matmulTiled: ({ m, n, k }) => product(m!, n!, k!),
  avgPool3d: pooling,
  avgPool3dGrad: pooling,
  maxPool3d: pooling,
  maxPool3dGrad: pooling,
  maxPoolGrad: pooling,
  normalize: ({ rows, columns }) => perRow(rows!, columns!, 3, 2),
  normalizeGrad: ({ rows, columns }) => perRow(rows!, columns!, 6, 3),
  normalizeSums: ({ rows, columns }) => perRow(rows!, columns!, 4, 2),
  pad: ({ batch, outH, outW, channels }) => moved(batch! * outH! * outW! * channels!),
  reluGrad: ({ n }) => perValue(n!, 1, 3),
  reluGradBias: (of) => perRow(of.rows!, wanted(of, of.columns!), 2, 3),
  segmentSum: ({ n, columns }) => perRow(n!, columns!, 1, 2),
  sgd: ({ n }) => perValue(n!, 2, 3),
  simpleRnn: (of) => throughTime(of, 1, 15, 4),
  simpleRnnGrad: (of) => throughTime(of, 1, 3, 3),
  sqrt: ({ n }) => perValue(n!, 1, 2),
  winogradBackpropFilter: winograd,
  winogradConv2d: winograd,
  winogradFilter: ({ from, to, outC }) => moved(((9 + 36) * (to! - from!) * outC!) / 2),
};

/**
 * The work of a call of one of our kernels.
 *
 * @param kernel Its name.
 * @param of Its arguments by name.
 * @param int32At Reads the heap as it is after the call.
 * @returns The work; of a kernel that the table lacks what sizes it was given.
 */
export function workOf(kernel: string, of: NamedArguments, int32At: Int32At): Work {
  return WORK[kernel]?.(of, int32At) ?? { given: sizesIn(of) };
}

/**
 * The work of calls that were made together.
 *
 * @param works The work of each.
 * @returns The sum; operations and bytes only where all of them tell.
 */
export function sumOfWork(works: readonly Work[]): Work {
  if (works.length === 1) return works[0]!;
  const total = (of: "flop" | "bytes") =>
    works.every((work) => work[of] !== undefined)
      ? { [of]: works.reduce((sum, work) => sum + work[of]!, 0) }
      : {};
  const largest = works.toSorted((a, b) => (b.flop ?? 0) - (a.flop ?? 0))[0]!;
  const given = `${works.length} parts, ${largest.given}`;
  return { given, ...total("flop"), ...total("bytes") };
}

/** How many of the units, channels or taps a part is to compute: all, where nothing else is said. */
function wanted(of: NamedArguments, all: number): number {
  const { from = of.first, to = of.end } = of;
  return from === undefined || to === undefined ? all : to - from;
}

function convolution(of: NamedArguments): Work {
  const { batch, inH, inW, inC, kH, kW, outC, outH, outW } = of as Record<string, number>;
  const taps = wanted(of, kH! * kW! * inC!);
  const [inputs, weights] = [batch! * inH! * inW! * inC!, taps * outC!];
  const outputs = batch! * outH! * outW! * outC!;
  return {
    given: `${batch}×${inH}×${inW}×${inC}, ${outC} filters ${kH}×${kW}`,
    flop: 2 * outputs * taps,
    bytes: FLOAT * (inputs + weights + outputs),
  };
}

/** The products that Winograd's algorithm makes: 36 a tile, of some tiles or of some channels out. */
function winograd(of: NamedArguments): Work {
  const { batch, inH, inW, inC, outC, outH, outW, from, to } = of as Record<string, number>;
  const tilesOfImage = Math.ceil(outH! / 4) * Math.ceil(outW! / 4);
  const some = to! - from!;
  const [tiles, channels] = batch === undefined ? [some, outC!] : [batch * tilesOfImage, some];
  const images = tiles / tilesOfImage;
  const pixels = inH! * inW! * inC! + outH! * outW! * channels;
  return {
    given: `${Number(images.toFixed(1))}×${inH}×${inW}×${inC}, ${outC} filters 3×3`,
    flop: 2 * 36 * tiles * inC! * channels,
    bytes: FLOAT * (images * pixels + (batch === undefined ? 36 : 9) * inC! * channels),
  };
}

/** A convolution at places of a list: of the image only what the list names. */
function listed(of: NamedArguments): Work {
  const { count, inC, kH, kW, outC } = of as Record<string, number>;
  const taps = wanted(of, kH! * kW! * inC!);
  return {
    given: `${count} patches, ${outC} filters ${kH}×${kW}`,
    flop: 2 * count! * taps * outC!,
    bytes: FLOAT * (count! * (1 + taps + outC!) + taps * outC!),
  };
}

/** A dense layer on the patches listed at some positions; the blank ones of a position count once. */
function densePatches(of: NamedArguments, int32At: Int32At, products: 1 | 2): Work {
  const { starts, from, to, channels, units } = of as Record<string, number>;
  const rows = int32At(starts! + FLOAT * to!) - int32At(starts! + FLOAT * from!);
  const weights = (to! - from!) * channels! * units!;
  return {
    given: `patches of ${channels}, to ${units}`, // how many differs from block to block
    flop: products * 2 * (rows * channels! * units! + weights),
    bytes: products * FLOAT * (rows * channels! + weights),
  };
}

function depthwise(of: NamedArguments): Work {
  const { batch, inH, inW, channels, outH, outW, kH, kW } = of as Record<string, number>;
  const [inputs, outputs] = [inH! * inW!, outH! * outW!].map((area) => batch! * area * channels!);
  return {
    given: `${batch}×${inH}×${inW}×${channels}, ${kH}×${kW}`,
    flop: 2 * outputs! * kH! * kW!,
    bytes: FLOAT * (inputs! + outputs! + kH! * kW! * channels!),
  };
}

/** A recurrent layer: the state's product with so many parts of its width, and the cells' own work. */
function throughTime(of: NamedArguments, parts: number, flop: number, touched: number): Work {
  const { from, to, steps, units, known } = of as Record<string, number>;
  const states = (to! - from!) * steps! * units!;
  return { // how many steps are left out is not known
    given: `${to! - from!}×${steps}×${units}${known ? ", as if full" : ""}`,
    flop: states * (2 * parts * units! + flop),
    bytes: FLOAT * (states * touched + parts * units! * units!),
  };
}

function pooling(of: NamedArguments): Work {
  const { batch, inD = 1, inH, inW, channels, outD = 1, outH, outW } = of;
  const inputs = batch! * inD * inH! * inW! * channels!;
  const outputs = batch! * outD * outH! * outW! * channels!;
  return {
    given: `${batch}×${inH}×${inW}×${channels} to ${outH}×${outW}`,
    bytes: FLOAT * (("dx" in of ? 2 : 1) * inputs + outputs),
  };
}

function product(m: number, n: number, k: number): Work {
  return {
    given: `${m}×${k} · ${k}×${n}`,
    flop: 2 * m * n * k,
    bytes: FLOAT * (m * k + k * n + m * n),
  };
}

function perValue(n: number, flop: number, touched: number): Work {
  return { given: `${n}`, flop: flop * n, bytes: FLOAT * touched * n };
}

function perRow(rows: number, columns: number, flop: number, touched: number): Work {
  const n = rows * columns;
  return { given: `${rows}×${columns}`, flop: flop * n, bytes: FLOAT * touched * n };
}

function moved(n: number): Work {
  return { given: `${n}`, bytes: 2 * FLOAT * n };
}

/** Small whole numbers above 0 are sizes; what is larger is most likely an address. */
function sizesIn(of: NamedArguments): string {
  const sizes = Object.entries(of).filter(([name, value]) =>
    /^(n|m|k|rows|columns|batch|count|units|channels)$|^(in|out|k)[DHWC]$/.test(name) && value > 0
  );
  return sizes.map(([name, value]) => `${name} ${value}`).join(", ");
}
