import { assertEquals } from "@std/assert";
import { findImports } from "../../tasks/shared/imports.ts";

const SOURCE = `/** import { no } from "descent/in-a-comment"; */
import { a } from "./a.ts";
import type { B } from './b.ts';
import {
  c,
} from "../c/mod.ts";
import "./effect.ts";
export { d } from "./d.ts";
export * as e from "./e.ts";
const text = 'import { no } from "./in-a-string.ts"';
const lazy = await import("./lazy.ts");
type F = import("./f.ts").F;
const from = "./a-value.ts";
Array.from("letters");
await import(text);
`;

Deno.test("findImports() finds every form of import with its line, and nothing else", () => {
  assertEquals(findImports(SOURCE).map(({ specifier, line }) => [line, specifier]), [
    [2, "./a.ts"],
    [3, "./b.ts"],
    [6, "../c/mod.ts"],
    [7, "./effect.ts"],
    [8, "./d.ts"],
    [9, "./e.ts"],
    [11, "./lazy.ts"],
    [12, "./f.ts"],
  ]);
});

Deno.test("findImports() finds nothing in an empty file", () => {
  assertEquals(findImports(""), []);
});
