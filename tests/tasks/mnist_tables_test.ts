import { assertEquals } from "@std/assert";
import { confusionTable } from "../../tasks/shared/digits/confusion_table.ts";
import { layerRows, modelTable } from "../../tasks/shared/digits/model_table.ts";

Deno.test("confusionTable() has a row for each true class and dots for zeros", () => {
  assertEquals(confusionTable([[980, 0, 1], [2, 1000, 0], [0, 0, 3]]), [
    "        predicted",
    "  true     0     1     2",
    "     0   980     ·     1",
    "     1     2  1000     ·",
    "     2     ·     ·     3",
  ]);
});

/** A layer as tf.layers shows it; null is the batch. */
function layer(name: string, outputShape: (number | null)[], parameters: number) {
  return { getClassName: () => name, outputShape, countParams: () => parameters };
}
const documented = [
  layer("Conv2D", [null, 26, 26, 32], 320), // 3 * 3 * 32 weights and 32 biases
  layer("Flatten", [null, 21632], 0),
  layer("Dense", [null, 10], 216_330), // 21632 * 10 weights and 10 biases
];

Deno.test("layerRows() leaves the batch out of the shape", () => {
  assertEquals(layerRows(documented)[0], {
    layer: "Conv2D",
    outputShape: [26, 26, 32],
    parameters: 320,
  });
});

Deno.test("modelTable() lists the layers and adds the parameters up", () => {
  assertEquals(modelTable(layerRows(documented)), [
    "layer    output        parameters",
    "Conv2D   26 × 26 × 32         320",
    "Flatten  21632                  0",
    "Dense    10               216,330",
    "total                     216,650",
  ]);
});
