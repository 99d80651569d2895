/**
 * The names, signatures and verdicts of JSR's `@std/assert` 1.x over `node:assert/strict`, so that
 * tests also run where JSR cannot be reached.
 *
 * Tests never import this file. They import `@std/assert`, and `deno task test` decides what the
 * name means.
 *
 * @module
 */

export { AssertionError, fail, unimplemented, unreachable } from "./assertion_error.ts";
export { equal } from "./equal.ts";
export {
  assertArrayIncludes,
  assertMatch,
  assertNotMatch,
  assertStringIncludes,
} from "./contain.ts";
export {
  assertAlmostEquals,
  assertGreater,
  assertGreaterOrEqual,
  assertLess,
  assertLessOrEqual,
} from "./order.ts";
export { assertObjectMatch } from "./object_match.ts";
export { assertIsError, assertRejects, assertThrows } from "./throws.ts";
export {
  assert,
  assertEquals,
  assertExists,
  assertFalse,
  assertInstanceOf,
  assertNotEquals,
  assertNotInstanceOf,
  assertNotStrictEquals,
  assertStrictEquals,
} from "./same.ts";
