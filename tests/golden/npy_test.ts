import { assertEquals, assertThrows } from "@std/assert";
import { gzipSync } from "node:zlib";
import { readNpy } from "./npy.ts";

/** A file as numpy writes it: magic, version, length of the header, header padded to 64, numbers. */
function npy(descr: string, shape: string, data: Uint8Array, order = "False"): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
  const padded = `${header.padEnd(117)}\n`;
  const text = new TextEncoder().encode(padded);
  return Uint8Array.of(
    0x93,
    ...new TextEncoder().encode("NUMPY"),
    1,
    0,
    text.length,
    0,
    ...text,
    ...data,
  );
}

const floats = new Uint8Array(Float32Array.of(1.5, -2, 3).buffer);

Deno.test("readNpy() reads numbers of every type it knows, and their shape", () => {
  assertEquals(readNpy(npy("<f4", "(3,)", floats)), {
    shape: [3],
    data: Float32Array.of(1.5, -2, 3),
  });
  assertEquals(readNpy(npy("<f8", "()", new Uint8Array(Float64Array.of(0.1).buffer))), {
    shape: [],
    data: Float64Array.of(0.1),
  });
  assertEquals(readNpy(npy("|u1", "(2, 1)", Uint8Array.of(7, 255))), {
    shape: [2, 1],
    data: Uint8Array.of(7, 255),
  });
  assertEquals(readNpy(npy("|i1", "(1, 2)", Uint8Array.of(7, 255))).data, Int8Array.of(7, -1));
});

Deno.test("readNpy() reads a gzip file as what it holds", () => {
  const file = npy("<f4", "(3,)", floats);
  assertEquals(readNpy(gzipSync(file)), readNpy(file));
});

Deno.test("readNpy() refuses other formats, orders and types", () => {
  const other = npy("<f4", "(3,)", floats);
  other[6] = 2;
  assertThrows(
    () => readNpy(other),
    SyntaxError,
    "Cannot read npy: a file of format 1.0 is needed",
  );
  for (const file of [npy("<f4", "(3,)", floats, "True"), npy("<c8", "(3,)", floats)]) {
    assertThrows(() => readNpy(file), SyntaxError, "Cannot read npy: C order and a known type");
  }
});
