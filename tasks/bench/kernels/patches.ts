import * as reference from "descent/kernels/reference";
import { heap, type KernelCase, noise, place, type Placed, rawCase } from "./case.ts";
import { densePatches } from "./dense_patches.ts";

/** The documented example: digits, most of whose 3 × 3 patches are blank. */
const SHAPE = {
  inH: 28,
  inW: 28,
  inC: 1,
  kH: 3,
  kW: 3,
  outC: 32,
  outH: 26,
  outW: 26,
  strideH: 1,
  strideW: 1,
};
const { inH, inW, inC, kH, kW, outC, outH, outW } = SHAPE;
const INT32 = 4; // bytes

/**
 * Kernels that leave out what is blank. They are given real digits, for noise is blank nowhere, and
 * their work is counted as if nothing had been left out.
 *
 * @param pixels Images of 28 × 28 pixels, 0 to 1.
 * @returns The cases. tfjs has nothing like them.
 */
export function patches(pixels: Float32Array<ArrayBuffer>): KernelCase[] {
  const batch = pixels.length / (inH * inW);
  const list = reference.listPatches(pixels, { ...SHAPE, batch });
  const x = place(pixels);
  return [
    listPatches(batch, x, list),
    ...convolution(batch, x, list),
    ...densePatches(batch, list),
  ];
}

type List = reference.PatchList;

function listPatches(batch: number, x: Placed, list: List): KernelCase {
  const places = batch * outH * outW;
  const [starts, samples, patches] = [outH * outW + 1, places, places].map(place);
  const scratch = place(inW * inC + 4 + outH * Math.ceil(outW / 32) * 4 * Math.ceil(batch / 4));
  let count = 0;
  return rawCase(
    {
      kernel: "listPatches",
      sizes: `${batch} digits, ${list.patches.length} of ${places} patches`,
      work: { bytes: (x.count + 2 * list.patches.length) * INT32 },
      reference: () => {
        const { starts, samples, patches } = reference.listPatches(x.floats(), {
          ...SHAPE,
          batch,
        });
        return [starts, samples, patches];
      },
    },
    () => {
      count = heap().kernels.listPatches(
        x.address,
        batch,
        inH,
        inW,
        inC,
        kH,
        kW,
        outH,
        outW,
        SHAPE.strideH,
        SHAPE.strideW,
        starts!.address,
        samples!.address,
        patches!.address,
        scratch.address,
      );
    },
    () => [
      integers(starts!, starts!.count),
      integers(samples!, count),
      integers(patches!, count),
    ],
  );
}

function convolution(batch: number, x: Placed, list: List): KernelCase[] {
  const count = list.patches.length;
  const w = place(noise(kH * kW * inC * outC));
  const bias = place(noise(outC));
  const dy = place(noise(count * outC));
  const at = place(list.patches);
  const [y, dw, scratch] = [place(dy.count), place(w.count), place(kH * kW * inC)];
  const about = {
    sizes: `${batch} digits, ${outC} filters`,
    work: { flop: 2 * batch * outH * outW * w.count },
  };
  const { kernels } = heap();
  return [
    rawCase(
      {
        ...about,
        kernel: "convPatches",
        reference: () => {
          const options = { ...SHAPE, bias: bias.floats(), relu: true };
          return [reference.convPatches(x.floats(), list.patches, w.floats(), options)];
        },
      },
      () =>
        kernels.convPatches(
          x.address,
          at.address,
          w.address,
          bias.address,
          y.address,
          count,
          inW,
          inC,
          kH,
          kW,
          outC,
          1,
          scratch.address,
        ),
      () => [y.floats()],
    ),
    rawCase(
      {
        ...about,
        kernel: "convPatchesBackpropFilter",
        reference: () => [
          reference.convPatchesBackpropFilter(x.floats(), list.patches, dy.floats(), SHAPE),
        ],
      },
      () =>
        kernels.convPatchesBackpropFilter(
          x.address,
          at.address,
          dy.address,
          dw.address,
          count,
          inW,
          inC,
          kH,
          kW,
          outC,
          0,
          kH * kW * inC,
        ),
      () => [dw.floats()],
    ),
  ];
}

function integers({ address }: Placed, count: number): Int32Array {
  const { buffer } = heap().floats(address, count);
  return new Int32Array(buffer, address, count);
}
