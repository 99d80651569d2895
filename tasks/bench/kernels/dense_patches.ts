import * as reference from "descent/kernels/reference";
import { heap, type KernelCase, noise, place, type Placed, rawCase } from "./case.ts";

/** The documented example's dense layer behind its convolution. */
const POSITIONS = 26 * 26;
const CHANNELS = 32;
const UNITS = 10;
const FEATURES = POSITIONS * CHANNELS;

/**
 * A dense layer that knows which rows of its input are the same for all blank patches.
 *
 * @param batch Number of images.
 * @param list Their patches that are not blank.
 * @returns The layer and its gradients.
 */
export function densePatches(batch: number, list: reference.PatchList): KernelCase[] {
  const shape = { batch, positions: POSITIONS, channels: CHANNELS, units: UNITS };
  const rows = noise(list.patches.length * CHANNELS);
  const a = place(rows);
  const setUp = () => a.floats().set(rows); // the gradient kernel writes over them
  const [samples, starts] = [place(list.samples), place(list.starts)];
  const [blank, w] = [place(noise(CHANNELS)), place(noise(UNITS * FEATURES))];
  const [y, dy] = [place(batch * UNITS), place(noise(batch * UNITS))];
  const dySum = place(sumOfRows(dy));
  const [dw, db] = [place(w.count), place(CHANNELS)];
  const scratch = place(16 * (batch + 3) + (2 * UNITS + 5) * CHANNELS);
  const known = () => ({ ...list, a: rows, blank: blank.floats() });
  const { kernels } = heap();
  const sizes = `${batch} digits, ${FEATURES} to ${UNITS}`;
  const flop = 2 * batch * FEATURES * UNITS;
  return [
    rawCase(
      {
        kernel: "densePatches",
        sizes,
        work: { flop },
        reference: () => [reference.densePatches(known(), w.floats(), shape)],
      },
      () =>
        kernels.densePatches(
          a.address,
          samples.address,
          starts.address,
          blank.address,
          w.address,
          y.address,
          batch,
          CHANNELS,
          UNITS,
          0,
          POSITIONS,
          scratch.address,
        ),
      () => [y.floats()],
      setUp,
    ),
    rawCase(
      {
        kernel: "densePatchesGrad",
        sizes,
        work: { flop: 2 * flop },
        reference: () => {
          const options = { ...shape, relu: true };
          const found = reference.densePatchesGrad(known(), w.floats(), dy.floats(), options);
          return [found.dw, found.da, found.db];
        },
      },
      () =>
        kernels.densePatchesGrad(
          a.address,
          samples.address,
          starts.address,
          blank.address,
          w.address,
          dy.address,
          dySum.address,
          dw.address,
          db.address,
          CHANNELS,
          UNITS,
          1,
          0,
          POSITIONS,
          scratch.address,
        ),
      () => [dw.floats(), a.floats(), db.floats()],
      setUp,
    ),
  ];
}

function sumOfRows(dy: Placed): Float32Array<ArrayBuffer> {
  const rows = dy.count / UNITS;
  return Float32Array.from(reference.columnSums(dy.floats(), { rows, columns: UNITS }));
}
