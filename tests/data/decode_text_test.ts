import { decodeText } from "descent/data";
import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";

const utf8 = (text: string) => new TextEncoder().encode(text);

Deno.test("decodeText() gives the text without its byte-order mark, line ends as they are", () => {
  assertEquals(decodeText(utf8("\uFEFFa\r\nöl 水\n")), "a\r\nöl 水\n");
  assertEquals(decodeText(new Uint8Array(0)), "");
});

Deno.test("decodeText() gives back whatever was encoded", () => {
  const texts = fc.string({ unit: "grapheme" }).filter((text) => !/\0|^\uFEFF/.test(text));
  fc.assert(fc.property(texts, (text) => assertEquals(decodeText(utf8(text)), text)));
});

// Bytes, and what the error says behind "Cannot read my.txt: ".
const WRONG: [string, Uint8Array, string][] = [
  [
    "NUL",
    utf8("a\nb\nc\0d\n"),
    "line 3 must be text without the character NUL, got one at byte 2 of the line",
  ],
  [
    "UTF-16",
    Uint8Array.of(0xff, 0xfe, 97, 0, 10, 0),
    "line 1 must be text without the character NUL, got one at byte 4 of the line",
  ],
  [
    "Latin-1",
    Uint8Array.of(97, 10, 98, 0xf6, 108),
    "line 2 must be valid UTF-8, got the byte f6",
  ],
  [
    "a character that is cut off by the line's end",
    Uint8Array.of(0xe6, 0xb0, 10, 97),
    "line 1 must be valid UTF-8, got the byte e6",
  ],
  [
    "half a surrogate pair",
    Uint8Array.of(97, 97, 0xed, 0xa0, 0x80),
    "line 1 must be valid UTF-8, got the byte ed",
  ],
  [
    "a line of a megabyte",
    utf8(`short\n${"x".repeat(1_000_000)}\n`),
    "line 2 must have fewer than 1000000 bytes, got 1000000",
  ],
];

for (const [what, bytes, told] of WRONG) {
  Deno.test(`decodeText() names the line of ${what}`, () => {
    const error = assertThrows(() => decodeText(bytes, { name: "my.txt" }), SyntaxError);
    assertEquals(error.message, `Cannot read my.txt: ${told}`);
  });
}

Deno.test("decodeText() takes longer lines where they are meant", () => {
  const text = "x".repeat(1_000_000);
  assertEquals(decodeText(utf8(text), { lineLimit: Infinity }), text);
});
