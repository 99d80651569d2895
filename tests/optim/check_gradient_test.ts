import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { checkGradient } from "descent/optim";

const loss = ([x, y]: Float64Array) => Math.sin(x!) * Math.exp(y!) + x! * y!;
const right = ([x, y]: Float64Array) =>
  Float64Array.of(Math.cos(x!) * Math.exp(y!) + y!, Math.sin(x!) * Math.exp(y!) + x!);
const AT = Float64Array.of(0.7, -0.3);

Deno.test("checkGradient() agrees with a right gradient to nine digits", () => {
  const at = AT.slice();
  const { agrees, worst, numeric } = checkGradient(loss, right, at);
  assert(agrees && worst.error < 1e-9, JSON.stringify(worst));
  numeric.forEach((value, i) => assertAlmostEquals(value, right(AT)[i]!, 1e-9));
  assertEquals(at, AT);
});

const slips: [string, (g: Float64Array) => Float64Array, number][] = [
  ["a sign", ([a, b]) => Float64Array.of(a!, -b!), 1],
  ["a factor of 2", ([a, b]) => Float64Array.of(2 * a!, b!), 0],
  ["a term", ([a, b]) => Float64Array.of(a!, b! - 0.7), 1],
  ["one part in 100,000", ([a, b]) => Float64Array.of(a! * (1 + 1e-5), b!), 0],
];
for (const [what, slip, index] of slips) {
  Deno.test(`checkGradient() finds the coordinate with ${what} wrong`, () => {
    const { agrees, worst } = checkGradient(loss, (w) => slip(right(w)), AT);
    assertEquals([agrees, worst.index, worst.analytic], [false, index, slip(right(AT))[index]]);
  });
}

Deno.test("checkGradient() does not depend on the scale of the loss", () => {
  for (const scale of [1e-12, 1, 1e12]) {
    const scaled = (w: Float64Array) => scale * loss(w);
    const gradient = (w: Float64Array) => right(w).map((g) => scale * g);
    assert(checkGradient(scaled, gradient, AT).agrees);
    assert(!checkGradient(scaled, (w) => gradient(w).map((g) => 1.01 * g), AT).agrees);
  }
});

Deno.test("checkGradient() forgives rounding where a large loss hardly changes", () => {
  const flat = ([x]: Float64Array) => 1e9 + 1e-3 * x!;
  assert(checkGradient(flat, () => Float64Array.of(1e-3), Float64Array.of(1)).agrees);
});

Deno.test("checkGradient() agrees that level is level", () => {
  const { agrees, worst } = checkGradient(() => 7, () => new Float64Array(2), AT);
  assertEquals([agrees, worst.error], [true, 0]);
});

Deno.test("checkGradient() takes longer steps at larger parameters", () => {
  const square = ([x]: Float64Array) => x! * x!;
  const slope = ([x]: Float64Array) => Float64Array.of(2 * x!);
  assert(checkGradient(square, slope, Float64Array.of(1e8)).agrees);
});

Deno.test("checkGradient() says what it cannot compare", () => {
  const run = (loss: () => number, gradient: () => Float64Array, at = AT) => () =>
    checkGradient(loss, gradient, at);
  const lengths = "gradient and parameters must have one length, at least 1, got";
  assertThrows(run(() => 0, () => Float64Array.of(1)), RangeError, `${lengths} 1 and 2`);
  const none = new Float64Array(0);
  assertThrows(run(() => 0, () => none, none), RangeError, `${lengths} 0 and 0`);
  assertThrows(
    run(() => NaN, () => AT),
    RangeError,
    "Cannot check a gradient: the differences must be finite here, got [NaN, NaN]",
  );
  assertThrows(
    run(() => 0, () => Float64Array.of(1, Infinity)),
    RangeError,
    "the gradient must be finite here, got [1, Infinity]",
  );
});
