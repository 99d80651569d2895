import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { graphOf, Scalar } from "descent/optim";
import { computationGraph, type Graph } from "descent/plot";
import { layeredLayout } from "../../lib/plot/layered_layout.ts";

const edge = fc.tuple(fc.nat(11), fc.nat(11)).filter(([a, b]) => a !== b)
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

Deno.test("layeredLayout() lets every edge go right and gives each node a place of its own", () => {
  fc.assert(fc.property(fc.array(edge, { maxLength: 25 }), (edges) => {
    const places = layeredLayout(12, edges);
    for (const { from, to } of edges) assert(places[from]!.x < places[to]!.x);
    assertEquals(new Set(places.map(({ x, y }) => `${x} ${y}`)).size, 12);
    for (let x = 0; x <= Math.max(...places.map((place) => place.x)); x++) {
      const heights = places.filter((place) => place.x === x).map(({ y }) => y);
      assertEquals(heights.reduce((sum, y) => sum + y, 0), 0); // centred
    }
  }));
});

Deno.test("layeredLayout() puts what has no inputs just before its first use", () => {
  const edges = [[0, 1], [1, 2], [3, 4], [2, 4]].map(([from, to]) => ({ from: from!, to: to! }));
  assertEquals(layeredLayout(5, edges).map(({ x }) => x), [0, 1, 2, 2, 3]);
});

Deno.test("layeredLayout() does not cross edges that need not cross", () => {
  const edges = [{ from: 0, to: 3 }, { from: 1, to: 2 }];
  const [a, b, c, d] = layeredLayout(4, edges);
  assertEquals(a!.y > b!.y, d!.y > c!.y);
});

Deno.test("computationGraph() draws what graphOf() gives: value above, derivative below", () => {
  const [w, x] = [new Scalar(-2, "w"), new Scalar(3, "x<1>")];
  const { data, layout } = computationGraph(graphOf(w.times(x)));
  const texts = data.map(({ text }) => text as string[]);
  assertEquals(texts[0]!.toSorted(), ["w", "x&lt;1&gt;", "×"]);
  assertEquals(texts[1]!.toSorted(), ["3", "−2", "−6"]);
  assertEquals(texts[2]!.toSorted(), ["∂ 1", "∂ 3", "∂ −2"]);
  const [arrow] = layout.annotations as { ax: number; x: number }[];
  assertEquals([arrow!.ax, arrow!.x], [0, 1]);
});

const node = { label: "a", value: 1, gradient: 1 };
const mistakes: [Graph, string][] = [
  [{ nodes: [], edges: [] }, "1 to 120 nodes are needed, got 0"],
  [{ nodes: Array(121).fill(node), edges: [] }, "1 to 120 nodes are needed, got 121"],
  [
    { nodes: [{ ...node, gradient: NaN }], edges: [] },
    'value and gradient of "a" must be finite, got [1, NaN]',
  ],
  [
    { nodes: [node, node], edges: [{ from: 1, to: 0 }] },
    "an edge must go from a node to a later one, got [1, 0]",
  ],
  [
    { nodes: [node], edges: [{ from: 0, to: 3 }] },
    "an edge must go from a node to a later one, got [0, 3]",
  ],
];
for (const [graph, message] of mistakes) {
  Deno.test(`computationGraph() says: ${message}`, () => {
    assertThrows(
      () => computationGraph(graph),
      RangeError,
      `Cannot draw a computation: ${message}`,
    );
  });
}
