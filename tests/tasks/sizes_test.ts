import { assertEquals } from "@std/assert";
import { fileSizes, functionSizes } from "../../tasks/sizes.ts";

// Every form that a function with a name takes here, and the lines that it has.
const SOURCE = `
export function plain(a: number): number {
  return a;
}
export async function* typed(
  a: { b: number } = { b: 1 },
  c = () => ({ d: 2 }),
): AsyncGenerator<{ e: number }> {
  yield { e: a.b + c().d };
}
const kept = (a: string): (b: string) => string => {
  if (a === "}") return (b) => b;
  return (b) => a + b;
};
const value = (1 + 2) / 3;
class Box {
  #inside = 1;
  constructor(private a: number) {
    this.#inside = a;
  }
  get size(): number {
    return this.#inside;
  }
  static async open(path: string) {
    const inner = () => {
    };
    for (const a of path) {
      inner();
      console.log(a);
    }
  }
}
function overloaded(a: number): void;
function overloaded(a: string): void;
function overloaded(_: unknown): void {}
const call = Math.max(1);
`;

Deno.test("functionSizes() finds every function with a name and counts its lines", () => {
  const found = functionSizes([{ path: "a.ts", text: SOURCE }]);
  assertEquals(Object.fromEntries(found.map(({ where, lines }) => [where, lines])), {
    "a.ts:24 open": 8,
    "a.ts:5 typed": 6,
    "a.ts:11 kept": 4,
    "a.ts:2 plain": 3,
    "a.ts:18 constructor": 3,
    "a.ts:21 size": 3,
    "a.ts:25 inner": 2,
    "a.ts:35 overloaded": 1,
  });
  assertEquals(found[0]!.where, "a.ts:24 open");
});

Deno.test("fileSizes() puts the longest file first and does not count the last line break", () => {
  const files = [{ path: "a.ts", text: "1\n" }, { path: "b.ts", text: "1\n\n3\n" }];
  assertEquals(fileSizes(files), [{ where: "b.ts", lines: 3 }, { where: "a.ts", lines: 1 }]);
});
