import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { checkGradient, graphOf, Scalar } from "descent/optim";

/** Every operation on two numbers, each inside where it is smooth. */
const OPERATIONS: Record<string, (a: Scalar, b: Scalar) => Scalar> = {
  plus: (a, b) => a.plus(b),
  minus: (a, b) => a.minus(b),
  times: (a, b) => a.times(b),
  over: (a, b) => a.over(b),
  power: (a) => a.power(3),
  "power of 1/2": (a) => a.power(0.5),
  exp: (a) => a.exp(),
  log: (a) => a.log(),
  tanh: (a) => a.tanh(),
  sigmoid: (a) => a.sigmoid(),
  relu: (a, b) => a.minus(b).relu(),
  "one number twice": (a, b) => a.times(a).plus(a.times(b)),
  "a long chain": (a, b) => a.times(b).tanh().plus(a.over(b).exp().log()).sigmoid(),
};

for (const [name, operation] of Object.entries(OPERATIONS)) {
  Deno.test(`Scalar: ${name} has the derivative that differences show`, () => {
    const number = fc.double({ min: 0.5, max: 2, noNaN: true });
    fc.assert(fc.property(number, number, (x, y) => {
      fc.pre(name !== "relu" || Math.abs(x - y) > 1e-4); // a kink has no derivative
      const loss = ([x, y]: Float64Array) => operation(new Scalar(x!), new Scalar(y!)).value;
      const gradient = ([x, y]: Float64Array) => {
        const [a, b] = [new Scalar(x!), new Scalar(y!)];
        const gradients = operation(a, b).backward();
        return Float64Array.of(gradients.get(a) ?? 0, gradients.get(b) ?? 0);
      };
      const { agrees, worst } = checkGradient(loss, gradient, Float64Array.of(x, y));
      assert(agrees, JSON.stringify(worst));
    }));
  });
}

Deno.test("Scalar computes what it says: worked by hand", () => {
  const [a, b] = [new Scalar(3), new Scalar(-2)];
  const values = [a.plus(b), a.minus(b), a.times(b), a.over(b), a.power(2), b.relu(), a.minus(3)];
  assertEquals(values.map(({ value }) => value), [1, 5, -6, -1.5, 9, 0, 0]);
  assertEquals(new Scalar(0).power(0).backward().size, 2); // no NaN from 0 · 0⁻¹
});

Deno.test("Scalar sums what comes back along each use", () => {
  const x = new Scalar(3);
  assertEquals(x.plus(x).plus(x).backward().get(x), 3);
  assertEquals(x.times(x).backward().get(x), 6);
});

Deno.test("Scalar can go back twice, and from any number on the way", () => {
  const x = new Scalar(2);
  const square = x.times(x);
  const cube = square.times(x);
  assertEquals([cube.backward().get(x), cube.backward().get(x)], [12, 12]);
  assertEquals(square.backward().get(x), 4);
});

Deno.test("Scalar goes back through a sum of 100,000", () => {
  const x = new Scalar(1);
  let sum = new Scalar(0);
  for (let i = 0; i < 1e5; i++) sum = sum.plus(x);
  assertEquals(sum.backward().get(x), 1e5);
});

Deno.test("Scalar does not forget a number that was seen under way through another branch", () => {
  // a diamond of diamonds: 2¹⁶ paths, 33 numbers
  const x = new Scalar(1);
  let y = x;
  for (let i = 0; i < 16; i++) y = y.plus(y);
  assertEquals([y.order().length, y.backward().get(x)], [17, 2 ** 16]);
});

Deno.test("Scalar refuses what is no number", () => {
  const message = 'the other must be a Scalar or a number, got "2"';
  assertThrows(() => new Scalar(1).plus("2" as unknown as number), TypeError, message);
});

Deno.test("graphOf() gives nodes after their inputs, and edges that carry the chain rule", () => {
  const w = new Scalar(2, "w");
  const { nodes, edges } = graphOf(w.times(3).plus(w).tanh());
  for (const { from, to } of edges) assert(from < to);
  assertEquals(nodes.at(-1)!.label, "tanh");
  for (const [i, node] of nodes.entries()) {
    if (i === nodes.length - 1) continue;
    const back = edges.filter(({ from }) => from === i)
      .reduce((sum, { to, slope }) => sum + nodes[to]!.gradient * slope, 0);
    assertAlmostEquals(node.gradient, back, 1e-15);
  }
  assertEquals(JSON.parse(JSON.stringify(nodes)), nodes);
});
