import { assert, assertEquals } from "@std/assert";
import { log10, log10InPlace } from "../../lib/ngram/log10.ts";

Deno.test("log10InPlace() is Math.log10 to 1e-15 of what probabilities there are", () => {
  const exponents = Array.from({ length: 40_000 }, (_, i) => 10 ** (-i / 2000));
  const steps = Array.from({ length: 1024 }, (_, i) => [0.5 + i / 2048, 1 - i / 1e9, i / 1e6]);
  const values = Float64Array.from([...exponents, ...steps.flat(), 5e-324, 1e-310, 2 ** -1022]);
  const logs = values.slice();
  log10InPlace(logs);
  values.forEach((value, i) => {
    const expected = Math.log10(value);
    const off = Math.abs(logs[i]! - expected);
    if (value > 0) assert(off <= 1e-15 * Math.max(1, Math.abs(expected)), `${value}: ${logs[i]}`);
    assert(logs[i]! <= 0, `${value}: ${logs[i]}`);
  });
});

Deno.test("log10InPlace() takes 0, 1 and what rounding left above 1", () => {
  const values = Float64Array.of(0, 1, 1 + 2 ** -52, NaN);
  log10InPlace(values);
  assertEquals(values, Float64Array.of(-Infinity, 0, 0, NaN));
});

Deno.test("log10InPlace() writes to the part of memory that it is given", () => {
  const whole = Float64Array.of(0.5, 0.01, 0.5);
  log10InPlace(whole.subarray(1, 2));
  assertEquals([whole[0], whole[2]], [0.5, 0.5]);
  assertEquals(Math.round(whole[1]! * 1e12), -2e12);
});

Deno.test("log10() takes weights of 0 and 1", () => {
  assertEquals([log10(0), log10(1)], [-Infinity, 0]);
});
