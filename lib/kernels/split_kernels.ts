import { cut } from "./cut.ts";
import type { Kernels } from "./exports.ts";
import type { Pool } from "./pool.ts";

/** The kernels as a heap offers them: those that can be cut share their work among threads. */
export type SplitKernels =
  & Omit<Kernels, "columnSums" | "dropout" | "reluGradBias" | "transpose">
  & {
    columnSums(x: number, out: number, rows: number, columns: number): void;
    dropout(x: number, out: number, n: number, key: number, least: number, scale: number): void;
    reluGradBias(
      dy: number,
      y: number,
      dx: number,
      db: number,
      rows: number,
      columns: number,
    ): void;
    transpose(x: number, y: number, rows: number, columns: number): void;
  };

/**
 * Kernels that cut their work for the threads of a pool: by values, by rows, by images or by columns,
 * where a part does not depend on the others. The rest stay as they are.
 *
 * Kernels that need scratch for each part, products and convolutions, are cut by who calls them.
 */
export function splitKernels(kernels: Kernels, pool: Pool): SplitKernels {
  const values = <Name extends ByValues>(name: Name, addresses: number) =>
    split(kernels, pool, name, {
      at: addresses,
      work: () => 8,
      steps: () => Array(addresses).fill(1),
      begin: 16,
    });
  const images = <Name extends ByImages>(
    name: Name,
    addresses: number,
    sizesOf: (args: number[]) => ImageSizes,
  ) =>
    split(kernels, pool, name, {
      at: addresses,
      work: (args) => sizesOf(args).work,
      steps: (args) => sizesOf(args).steps,
    });
  const columns = (
    work: number,
    rows: number,
    all: number,
    call: (kernels: Kernels, from: number, to: number) => void,
  ) =>
    pool.run(
      cut(pool.threads, all, work * rows * all, 16),
      (kernels, { from, to }) => call(kernels, from, to),
    );
  return {
    ...kernels,

    activate: values("activate", 3),
    activateGrad: values("activateGrad", 4),
    adadelta: values("adadelta", 4),
    adam: values("adam", 5),
    adamBySteps: values("adamBySteps", 7),
    clip: values("clip", 2),
    clipGrad: values("clipGrad", 3),
    reluGrad: values("reluGrad", 3),
    sgd: values("sgd", 2),
    sqrt: values("sqrt", 2),
    dropout: (x, out, n, key, least, scale) =>
      pool.run(cut(pool.threads, n, 8 * n, 16), (kernels, { from, to }) => {
        kernels.dropout(x + 4 * from, out + 4 * from, to - from, key, least, scale, from);
      }),

    arithmetic: split(kernels, pool, "arithmetic", {
      at: 3,
      work: () => 8,
      steps: ([, , , , , one]) => [one === 1 ? 0 : 1, one === 2 ? 0 : 1, 1],
      begin: 16,
    }),
    addBias: split(kernels, pool, "addBias", {
      at: 3,
      work: ([, , , , columns]) => 8 * columns!,
      steps: ([, , , , columns]) => [columns!, 0, columns!],
    }),
    softmaxGrad: split(kernels, pool, "softmaxGrad", {
      at: 3,
      work: ([, , , , columns]) => 8 * columns!,
      steps: ([, , , , columns]) => Array(3).fill(columns!),
    }),
    gather: split(kernels, pool, "gather", {
      at: 3,
      work: ([, , , , rowBytes]) => 2 * rowBytes!,
      steps: ([, , , , rowBytes]) => [0, 1, rowBytes! / 4],
    }),
    normalize: split(kernels, pool, "normalize", {
      at: 5,
      work: ([, , , , , , columns]) => 8 * columns!,
      steps: ([, , , , , , columns]) => [columns!, 0, 0, 0, columns!],
    }),

    avgPool3d: images("avgPool3d", 2, volumes),
    avgPool3dGrad: images("avgPool3dGrad", 2, (args) => turned(volumes(args))),
    maxPool3d: images("maxPool3d", 2, volumes),
    maxPoolGrad: images("maxPoolGrad", 3, ([, , , , inH, inW, channels, outH, outW]) => {
      const [size, outSize] = [inH! * inW! * channels!, outH! * outW! * channels!];
      return { steps: [size, outSize, size], work: 8 * size };
    }),
    globalMaxGrad: images("globalMaxGrad", 4, ([, , , , , positions, channels]) => {
      const size = positions! * channels!;
      return { steps: [size, channels!, channels!, size], work: 8 * size };
    }),
    depthwiseConv2d: images("depthwiseConv2d", 3, windows),
    depthwiseBackpropInput: images("depthwiseBackpropInput", 3, (args) => turned(windows(args))),
    pad: images("pad", 2, ([, , , height, width, channels, outHeight, outWidth]) => {
      const outSize = outHeight! * outWidth! * channels!;
      return { steps: [height! * width! * channels!, outSize], work: 8 * outSize };
    }),

    transpose(x, y, rows, columns) {
      const ranges = cut(pool.threads, rows, 8 * rows * columns, 16);
      pool.run(ranges, (kernels, { from, to }) => kernels.transpose(x, y, rows, columns, from, to));
    },

    columnSums: (x, out, rows, all) =>
      columns(4, rows, all, (kernels, from, to) => kernels.columnSums(x, out, rows, all, from, to)),
    reluGradBias: (dy, y, dx, db, rows, all) =>
      columns(8, rows, all, (kernels, from, to) => {
        kernels.reluGradBias(dy, y, dx, db, rows, all, from, to);
      }),
  };
}

/** Kernels whose first parameters are addresses of `n` values, and the next is `n`. */
type ByValues =
  | "activate"
  | "activateGrad"
  | "adadelta"
  | "adam"
  | "adamBySteps"
  | "clip"
  | "clipGrad"
  | "reluGrad"
  | "sgd"
  | "sqrt";

/** Kernels whose first parameters are addresses, and the next is a number of images. */
type ByImages =
  | "avgPool3d"
  | "avgPool3dGrad"
  | "depthwiseBackpropInput"
  | "depthwiseConv2d"
  | "globalMaxGrad"
  | "maxPool3d"
  | "maxPoolGrad"
  | "pad";

/** Floats from an image to the next one at each address, 0 for what images share; work for one. */
type ImageSizes = { steps: number[]; work: number };

/** How calls of a kernel are cut. */
type Cut = {
  /** Which argument counts what is cut. */
  at: number;
  /** Products and sums for one of these, as `cut` counts them. */
  work(args: number[]): number;
  /** Floats from one to the next at each of the first arguments; 0 for what all share. */
  steps(args: number[]): number[];
  /** Parts begin at multiples of it. @default 1 */
  begin?: number;
};

/** A kernel that cuts its own calls. An address of 0 means that there is nothing, in each part. */
function split<Name extends keyof Kernels>(
  kernels: Kernels,
  pool: Pool,
  name: Name,
  { at, work, steps, begin = 1 }: Cut,
): Kernels[Name] {
  const alone = kernels[name] as (...args: number[]) => void;
  return ((...args: number[]) => {
    if (pool.threads === 1) return alone(...args);
    const count = args[at]!;
    const ranges = cut(pool.threads, count, count * work(args), begin);
    if (ranges.length < 2) return alone(...args);
    const each = steps(args);
    pool.run(ranges, (kernels, { from, to }) => {
      const part = args.map((value, i) => value && value + 4 * from * (each[i] ?? 0));
      part[at] = to - from;
      (kernels[name] as (...args: number[]) => void)(...part);
    });
  }) as Kernels[Name];
}

/** x, out, batch, then depth, height and width before and after, with the channels between. */
function volumes(args: number[]): ImageSizes {
  const [inD, inH, inW, channels, outD, outH, outW, kD, kH, kW] = args.slice(3) as Sizes;
  const [size, outSize] = [inD * inH * inW * channels, outD * outH * outW * channels];
  return { steps: [size, outSize], work: 4 * Math.max(size, outSize * Math.min(9, kD * kH * kW)) };
}

/** x, filter, y, batch, then height and width before and after, with the channels between. */
function windows(args: number[]): ImageSizes {
  const [inH, inW, channels, outH, outW, kH, kW] = args.slice(4) as Sizes;
  const outSize = outH * outW * channels;
  return { steps: [inH * inW * channels, 0, outSize], work: 2 * kH * kW * outSize };
}

type Sizes = [
  ...[number, number, number, number, number, number, number],
  ...[number, number, number],
];

/** A gradient takes the output's place first and the input's last. */
function turned({ steps, work }: ImageSizes): ImageSizes {
  return { steps: steps.toReversed(), work };
}
