import * as tf from "@tensorflow/tfjs";
import { useBackend } from "descent/backend";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { OP_CASES } from "../../tasks/ops/cases.ts";
import { judge } from "../../tasks/ops/judge.ts";
import { LAYER_CASES, NOT_JUDGED } from "../../tasks/ops/layers.ts";
import { LOSS_CASES } from "../../tasks/ops/losses.ts";
import { differences, join, readTable, replaceTable, tableText } from "../../tasks/ops/table.ts";

await useBackend("cpu");

const PAGE = "# Page\n\n<!-- deno task ops -->\n<!-- end -->\n\nMore.\n";
const verdicts = join({
  stock: { Sin: { verdict: "right" }, Cos: { verdict: "missing", why: "no kernel" } },
  wasm: { Sin: { verdict: "right" }, Cos: { verdict: "bridged" } },
});

Deno.test("a table is read back as it was written, and the page around it stays", () => {
  const page = replaceTable(PAGE, tableText(verdicts));
  assertEquals(readTable(page), verdicts);
  assertEquals(replaceTable(page, tableText(verdicts)), page);
  assert(page.startsWith("# Page\n\n") && page.endsWith("\n\nMore.\n"));
  assertStringIncludes(page, "| Cos       | missing     | bridged | not run | not run    |");
  assertEquals(readTable(PAGE), new Map());
});

Deno.test("differences name what the page says and what was found; backends not asked do not count", () => {
  const written = readTable(replaceTable(PAGE, tableText(verdicts)));
  assertEquals(differences(written, verdicts), []);
  assertEquals(differences(written, join({ wasm: { Sin: { verdict: "right" } } })), [
    "Cos: on the page, but not judged any more",
  ]);
  const now = join({ wasm: { Sin: { verdict: "wrong" }, Cos: { verdict: "bridged" } } });
  assertEquals(differences(written, now), ["Sin, ours: the page says right, found wrong"]);
});

Deno.test("a page without the table's marks is refused", () => {
  assertThrows(() => readTable("# Page"), SyntaxError, "Cannot find the table of operations: ");
});

/** A square with a gradient of somebody's own. */
const squareWith = (gradient: (dy: tf.Tensor, x: tf.Tensor) => tf.Tensor) =>
  tf.customGrad((x, save) => {
    const input = x as tf.Tensor;
    (save as tf.GradSaveFunc)([input]);
    return { value: tf.square(input), gradFunc: (dy, [saved]) => gradient(dy, saved!) };
  }) as unknown as (x: tf.Tensor) => tf.Tensor;

Deno.test("judge() tells a right gradient from one that is a little off, and from none", async () => {
  const verdictOf = async (f: (x: tf.Tensor) => tf.Tensor) =>
    (await judge({ name: "square", shapes: [[2, 3]], f: (x) => f(x!) })).verdict;
  assertEquals(await verdictOf(squareWith((dy, x) => dy.mul(x).mul(2))), "right");
  assertEquals(await verdictOf(squareWith((dy, x) => dy.mul(x).mul(2.05))), "wrong");
  assertEquals(await verdictOf(squareWith((dy) => dy)), "wrong");
  assertEquals(await verdictOf((x) => tf.real(tf.fft(tf.complex(x, x)))), "missing");
});

Deno.test("judge() takes a layer's gradient by its weights, and leaves no doubt at a corner", async () => {
  const relu = { name: "relu", make: () => tf.layers.dense({ units: 3, activation: "relu" }) };
  const found = await judge({ ...relu, input: () => tf.ones([2, 4]) });
  assertEquals(found.verdict, "right", found.why);
});

Deno.test("judge() takes a loss by a step of its model", async () => {
  const found = await judge(LOSS_CASES.find(({ loss }) => loss === "meanSquaredError")!);
  assertEquals(found.verdict, "right", found.why);
  const none = await judge({ loss: "noLoss", activation: "tanh", targets: [[1, 0, 0]] });
  assertEquals([none.verdict, none.why], ["missing", "Unknown loss noLoss"]);
});

/** The classes of a layer and of those inside of it. */
function classesOf(layer: tf.layers.Layer): string[] {
  const { layers = [], layer: inner, cell, cells = [] } = layer as unknown as Inside;
  const inside = [...layers, ...inner ? [inner] : [], ...cell ? [cell] : [], ...cells];
  return [layer.getClassName(), ...inside.flatMap(classesOf)];
}
type Inside = {
  layers?: tf.layers.Layer[];
  layer?: tf.layers.Layer;
  cell?: tf.layers.Layer;
  cells?: tf.layers.Layer[];
};

Deno.test("every layer of tfjs is judged, or it is said why not", () => {
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  const known = Object.entries(classNameMap)
    .filter(([, [made]]) => made.prototype instanceof tf.layers.Layer)
    .map(([name]) => name);
  const judged = new Set(LAYER_CASES.flatMap(({ make }) => classesOf(make())));
  const forgotten = known.filter((name) => !judged.has(name) && !(name in NOT_JUDGED));
  assert(known.length > 60, `${known.length} layers are known`);
  assertEquals(forgotten.sort(), []);
});

/** Judged together, as "Equal, and other steps". */
const STEPS = [
  ...["All", "Any", "ArgMax", "ArgMin", "Greater", "IsFinite", "IsInf", "IsNan", "Less"],
  ...["LessEqual", "LogicalNot", "LogicalOr", "NotEqual", "OneHot", "OnesLike", "ZerosLike"],
];

Deno.test("every operation of tfjs that has a gradient is judged", () => {
  const kernels = (tf.getKernelsForBackend("cpu") ?? []).map(({ kernelName }) => kernelName);
  const known = kernels.filter((name) => tf.getGradient(name));
  const judged = [...OP_CASES.map(({ name }) => name.split(/[, ]/)[0]!), ...STEPS];
  judged.push("ComplexAbs"); // by "Complex, FFT": no complex number has a gradient
  assert(known.length > 100, `${known.length} gradients are known`);
  assertEquals(known.filter((name) => !judged.includes(name)).sort(), []);
});
