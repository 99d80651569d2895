// One table of verdicts, put to this folder's module and to whatever `@std/assert` means in this
// run. Where JSR is at hand, that shows that both judge alike; elsewhere both are the same module.

import * as named from "@std/assert";
import * as fallback from "./mod.ts";

type Module = typeof fallback;
type Call = (module: Module) => unknown;

const circle: Record<string, unknown> = { value: 1 };
circle.self = circle;
const otherCircle: Record<string, unknown> = { value: 1 };
otherCircle.self = otherCircle;
const noPrototype = Object.assign(Object.create(null), { a: 1 });

const EQUAL: [unknown, unknown][] = [
  [1, 1],
  [NaN, NaN],
  [0, -0],
  [[0, { a: -0 }], [-0, { a: 0 }]],
  [Float32Array.of(0, NaN), Float32Array.of(-0, NaN)],
  [noPrototype, { a: 1 }],
  [circle, otherCircle],
  [new Map([["a", [0]]]), new Map([["a", [-0]]])],
  [new Set([1, 2]), new Set([2, 1])],
  [new Date(0), new Date(0)],
  [/a/g, /a/g],
  [[undefined], [undefined]],
];

const UNEQUAL: [unknown, unknown][] = [
  [1, "1"],
  [null, undefined],
  [[1, 2], [1]],
  [[1, 2], [2, 1]],
  [{ a: 1 }, { a: 1, b: undefined }],
  [{ a: 1 }, { b: 1 }],
  [Float32Array.of(1), Float64Array.of(1)],
  [Float32Array.of(1), [1]],
  [Float32Array.of(0, 1), Float32Array.of(-0, 2)],
  [{}, []],
  [new Map([["a", 1]]), new Map([["a", 2]])],
  [new Map([["a", 1]]), new Map([["b", 1]])],
  [new Set([1]), new Set([2])],
  [new Date(0), new Date(1)],
  [/a/g, /a/i],
  [1n, 1],
];

const throwRange = () => {
  throw new RangeError("Cannot train: epochs must be a whole number");
};
const throwText = () => {
  throw "text";
};
const rejectRange = () => Promise.reject(new RangeError("Cannot train: no"));
// What a caller without types could do: throw before there is a promise, or return none.
const throwEarly = throwRange as unknown as () => Promise<unknown>;
const returnNone = (() => 1) as unknown as () => Promise<unknown>;

const PASSES: [string, Call][] = [
  ...EQUAL.map(([a, b], i): [string, Call] => [`assertEquals ${i}`, (m) => m.assertEquals(a, b)]),
  ...UNEQUAL.map((
    [a, b],
    i,
  ): [string, Call] => [`assertNotEquals ${i}`, (m) => m.assertNotEquals(a, b)]),
  ["assert", (m) => assertOf(m, 1)],
  ["assertFalse", (m) => m.assertFalse("")],
  ["assertStrictEquals NaN", (m) => strictEqualsOf(m, NaN, NaN)],
  ["assertNotStrictEquals", (m) => m.assertNotStrictEquals([1], [1])],
  ["assertExists 0", (m) => existsOf(m, 0)],
  ["assertInstanceOf", (m) => instanceOf(m, new RangeError(""), Error)],
  ["assertNotInstanceOf", (m) => m.assertNotInstanceOf(new Error(""), RangeError)],
  ["assertAlmostEquals within 1e-7", (m) => m.assertAlmostEquals(1 + 9e-8, 1)],
  ["assertAlmostEquals with tolerance", (m) => m.assertAlmostEquals(1, 2, 1)],
  ["assertAlmostEquals NaN", (m) => m.assertAlmostEquals(NaN, NaN)],
  ["assertAlmostEquals Infinity", (m) => m.assertAlmostEquals(Infinity, Infinity)],
  ["assertGreater", (m) => m.assertGreater(2, 1)],
  ["assertGreaterOrEqual", (m) => m.assertGreaterOrEqual(2, 2)],
  ["assertLess", (m) => m.assertLess("a", "b")],
  ["assertLessOrEqual", (m) => m.assertLessOrEqual(1, 1)],
  ["assertStringIncludes", (m) => m.assertStringIncludes("abc", "bc")],
  ["assertMatch", (m) => m.assertMatch("abc", /b/)],
  ["assertNotMatch", (m) => m.assertNotMatch("abc", /d/)],
  ["assertArrayIncludes", (m) => m.assertArrayIncludes([{ a: 1 }, 2], [{ a: 1 }])],
  ["assertArrayIncludes typed", (m) => m.assertArrayIncludes(Float32Array.of(1, 2), [2])],
  ["assertObjectMatch", (m) => m.assertObjectMatch({ a: { b: 1, c: 2 } }, { a: { b: 1 } })],
  [
    "assertObjectMatch list",
    (m) => m.assertObjectMatch({ a: [{ b: 1, c: 2 }] }, { a: [{ b: 1 }] }),
  ],
  ["assertObjectMatch shorter", (m) => m.assertObjectMatch({ a: [1, 2] }, { a: [1] })],
  ["assertObjectMatch circle", (m) => m.assertObjectMatch(circle, otherCircle)],
  ["assertThrows", (m) => m.assertThrows(throwRange)],
  ["assertThrows no Error", (m) => m.assertThrows(throwText)],
  ["assertThrows subclass", (m) => m.assertThrows(throwRange, Error, "must be a whole")],
  ["assertRejects", (m) => m.assertRejects(rejectRange)],
  ["assertRejects class", (m) => m.assertRejects(rejectRange, RangeError, "train: no")],
  ["assertIsError", (m) => isErrorOf(m, new RangeError("abc"), RangeError, /b/)],
];

const FAILS: [string, Call][] = [
  ...UNEQUAL.map(([a, b], i): [string, Call] => [`assertEquals ${i}`, (m) => m.assertEquals(a, b)]),
  ...EQUAL.map((
    [a, b],
    i,
  ): [string, Call] => [`assertNotEquals ${i}`, (m) => m.assertNotEquals(a, b)]),
  ["assert", (m) => assertOf(m, 0)],
  ["assertFalse", (m) => m.assertFalse([])],
  ["assertStrictEquals 0 -0", (m) => strictEqualsOf(m, 0, -0)],
  ["assertStrictEquals lists", (m) => strictEqualsOf(m, [1], [1])],
  ["assertNotStrictEquals", (m) => m.assertNotStrictEquals(circle, circle)],
  ["assertExists", (m) => existsOf(m, undefined)],
  ["assertInstanceOf", (m) => instanceOf(m, new Error(""), RangeError)],
  ["assertNotInstanceOf", (m) => m.assertNotInstanceOf(new RangeError(""), Error)],
  ["assertAlmostEquals beyond 1e-7", (m) => m.assertAlmostEquals(1 + 2e-7, 1)],
  ["assertAlmostEquals near 0", (m) => m.assertAlmostEquals(1e-300, 0)],
  ["assertAlmostEquals NaN", (m) => m.assertAlmostEquals(NaN, 1, 10)],
  ["assertAlmostEquals Infinity", (m) => m.assertAlmostEquals(-Infinity, Infinity)],
  ["assertGreater", (m) => m.assertGreater(1, 1)],
  ["assertGreaterOrEqual NaN", (m) => m.assertGreaterOrEqual(NaN, 0)],
  ["assertLess", (m) => m.assertLess(1, 1)],
  ["assertLessOrEqual", (m) => m.assertLessOrEqual(2, 1)],
  ["assertStringIncludes", (m) => m.assertStringIncludes("abc", "cb")],
  ["assertMatch", (m) => m.assertMatch("abc", /d/)],
  ["assertNotMatch", (m) => m.assertNotMatch("abc", /b/)],
  ["assertArrayIncludes", (m) => m.assertArrayIncludes([{ a: 1 }], [{ a: 2 }])],
  ["assertObjectMatch", (m) => m.assertObjectMatch({ a: { b: 1 } }, { a: { b: 2 } })],
  ["assertObjectMatch missing", (m) => m.assertObjectMatch({ a: {} }, { a: { b: 1 } })],
  ["assertObjectMatch longer", (m) => m.assertObjectMatch({ a: [1] }, { a: [1, 2] })],
  ["assertThrows nothing", (m) => m.assertThrows(() => 1)],
  ["assertThrows class", (m) => m.assertThrows(throwRange, TypeError)],
  ["assertThrows text", (m) => m.assertThrows(throwRange, RangeError, "must be a float")],
  ["assertThrows no Error", (m) => m.assertThrows(throwText, Error)],
  ["assertRejects nothing", (m) => m.assertRejects(() => Promise.resolve())],
  ["assertRejects class", (m) => m.assertRejects(rejectRange, TypeError)],
  ["assertRejects text", (m) => m.assertRejects(rejectRange, RangeError, "yes")],
  ["assertRejects thrown early", (m) => m.assertRejects(throwEarly)],
  ["assertRejects no promise", (m) => m.assertRejects(returnNone)],
  ["assertIsError", (m) => isErrorOf(m, "text")],
  ["fail", (m) => m.fail()],
  ["unimplemented", (m) => m.unimplemented()],
  ["unreachable", (m) => m.unreachable()],
];

for (const [where, module] of [["the fallback", fallback], ["@std/assert", named]] as const) {
  Deno.test(`${where} passes what holds`, async () => {
    for (const [claim, call] of PASSES) {
      await outcome(module as Module, call).then((error) => {
        if (error) throw new Error(`${claim} fails`, { cause: error });
      });
    }
  });

  Deno.test(`${where} fails what does not hold, with an AssertionError`, async () => {
    for (const [claim, call] of FAILS) {
      const error = await outcome(module as Module, call);
      if (!error) throw new Error(`${claim} passes`);
      if (!(error instanceof module.AssertionError)) throw new Error(claim, { cause: error });
    }
  });

  Deno.test(`${where} returns the error that was caught, and adds the caller's note`, async () => {
    const thrown = module.assertThrows(throwRange, RangeError);
    const rejected = await module.assertRejects(rejectRange, RangeError, "no");
    module.assertEquals([thrown.name, rejected.message], ["RangeError", "Cannot train: no"]);
    const failed = module.assertThrows(() => module.assertEquals(1, 2, "my note"), Error);
    module.assertStringIncludes(failed.message, "my note");
  });
}

Deno.test("every export of the fallback is in the table", () => {
  const named = new Set([...PASSES, ...FAILS].map(([claim]) => claim.split(" ")[0]));
  const left = Object.keys(fallback).filter((name) => !named.has(name));
  fallback.assertEquals(left.toSorted(), ["AssertionError", "equal"]);
});

async function outcome(module: Module, call: Call): Promise<unknown> {
  try {
    await call(module);
  } catch (error) {
    return error;
  }
}

// TypeScript asks that an assertion function is called by a name of declared type.
function assertOf(module: Module, value: unknown) {
  const assert: Module["assert"] = module.assert;
  assert(value);
}
function strictEqualsOf(module: Module, a: unknown, b: unknown) {
  const assertStrictEquals: Module["assertStrictEquals"] = module.assertStrictEquals;
  assertStrictEquals(a, b);
}
function existsOf(module: Module, value: unknown) {
  const assertExists: Module["assertExists"] = module.assertExists;
  assertExists(value);
}
function instanceOf(module: Module, value: unknown, type: typeof Error) {
  const assertInstanceOf: Module["assertInstanceOf"] = module.assertInstanceOf;
  assertInstanceOf(value, type);
}
function isErrorOf(module: Module, value: unknown, type?: typeof Error, text?: RegExp) {
  const assertIsError: Module["assertIsError"] = module.assertIsError;
  assertIsError(value, type, text);
}
