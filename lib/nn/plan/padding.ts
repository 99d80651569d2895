import { allocateOutput, type PlanOp, type Site } from "./op.ts";

/** Rows and columns of zeros around an image; backward they are cut off. */
export function paddingOp(site: Site): PlanOp {
  const { heap: { kernels }, input, layer, shape, outputShape } = site;
  const [[top], [left]] = layer.getConfig()["padding"] as [[number, number], [number, number]];
  const [height, width, channels] = shape as [number, number, number];
  const [outHeight, outWidth] = outputShape as [number, number, number];
  const output = allocateOutput(site);
  const [row, outRow] = [4 * width * channels, 4 * outWidth * channels];
  return {
    parameters: [],
    output,
    forward(count) {
      const sizes = [count, height, width, channels, outHeight, outWidth, top, left] as const;
      kernels.pad(input.value, output.value, ...sizes, 1, 1);
    },
    backward(count) {
      if (!input.gradient) return;
      const inside = output.gradient + top * outRow + 4 * left * channels;
      for (let b = 0; b < count; b++) {
        const from = inside + b * outHeight * outRow;
        kernels.copyRows(from, outRow, input.gradient + b * height * row, row, height, row);
      }
    },
  };
}
