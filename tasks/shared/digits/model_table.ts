import { grouped } from "../../mnist/format.ts";

/** What is read of a tf.layers layer. */
export type LayerLike = {
  getClassName(): string;
  outputShape: unknown;
  countParams(): number;
};

/** One layer of a model. */
export type LayerRow = { layer: string; outputShape: number[]; parameters: number };

/**
 * The layers of a model as plain records.
 *
 * @param layers The layers, in order.
 * @returns Name of the layer's class, shape of its output without the batch, number of parameters.
 */
export function layerRows(layers: LayerLike[]): LayerRow[] {
  return layers.map((layer) => ({
    layer: layer.getClassName(),
    outputShape: (layer.outputShape as (number | null)[]).slice(1).map(Number),
    parameters: layer.countParams(),
  }));
}

/**
 * The layers of a model as text.
 *
 * @param rows The layers, in order.
 * @returns A heading, one line a layer, and the sum of the parameters.
 */
export function modelTable(rows: LayerRow[]): string[] {
  const total = rows.reduce((sum, row) => sum + row.parameters, 0);
  const cells = [
    ["layer", "output", "parameters"],
    ...rows.map((row) => [row.layer, row.outputShape.join(" × "), grouped(row.parameters)]),
    ["total", "", grouped(total)],
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map(([layer, shape, parameters]) =>
    `${layer!.padEnd(widths[0]!)}  ${shape!.padEnd(widths[1]!)}  ${
      parameters!.padStart(widths[2]!)
    }`
  );
}
