import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ByteReader } from "../../tasks/shared/kernel/byte_reader.ts";
import { decodeMessage, encodeRequest } from "../../tasks/shared/kernel/message.ts";
import { encodeMessage, readMessage } from "../../tasks/shared/kernel/zmtp_message.ts";
import { ZmtpSocket } from "../../tasks/shared/kernel/zmtp_socket.ts";

/** A reader over bytes that arrive in pieces of a given length. */
function readerOf(bytes: Uint8Array, piece = bytes.length): ByteReader {
  let at = 0;
  return new ByteReader({
    read(into) {
      if (at === bytes.length) return Promise.resolve(null);
      const part = bytes.subarray(at, at + Math.min(piece, into.length));
      into.set(part);
      at += part.length;
      return Promise.resolve(part.length);
    },
  });
}

Deno.test("encodeMessage() gives the bytes of the standard", () => {
  const [a, empty] = [Uint8Array.of(97), new Uint8Array(0)];
  assertEquals(encodeMessage([a, empty]), Uint8Array.of(1, 1, 97, 0, 0)); // 1: more follows
  assertEquals(encodeMessage([a], true), Uint8Array.of(4, 1, 97)); // 4: a command
  const long = encodeMessage([new Uint8Array(256)]); // 256 needs the eight-byte size
  assertEquals([...long.subarray(0, 9)], [2, 0, 0, 0, 0, 0, 0, 1, 0]);
});

Deno.test("readMessage() gives back what encodeMessage() wrote, however it is cut", async () => {
  const frames = fc.array(fc.uint8Array({ maxLength: 600 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(frames, fc.integer({ min: 1, max: 700 }), async (parts, piece) => {
      const bytes = encodeMessage(parts.map((part) => Uint8Array.from(part)));
      const reader = readerOf(bytes, piece);
      const read = await readMessage((length) => reader.read(length));
      assertEquals(read.map((part) => [...part]), parts.map((part) => [...part]));
    }),
    { numRuns: 100, seed: 1 },
  );
});

Deno.test("readMessage() leaves out commands, and takes a frame larger than its buffer", async () => {
  const large = new Uint8Array(200_000).fill(7);
  const ping = encodeMessage([Uint8Array.of(1, 2)], true);
  const reader = readerOf(Uint8Array.from([...ping, ...encodeMessage([large])]), 65_000);
  assertEquals((await readMessage((length) => reader.read(length)))[0]!.length, 200_000);
});

Deno.test("readMessage() refuses bytes that are no frame", async () => {
  const read = (bytes: number[]) => {
    const reader = readerOf(Uint8Array.from(bytes));
    return readMessage((length) => reader.read(length));
  };
  await assertRejects(
    () => read([123, 10]),
    SyntaxError,
    "Cannot read a ZMTP frame: flags must be at most 7, got 123",
  );
  await assertRejects(
    () => read([2, 0, 0, 1, 0, 0, 0, 0, 0]),
    SyntaxError,
    "Cannot read a ZMTP frame: size must be at most 1073741824, got 1099511627776",
  );
  await assertRejects(
    () => read([0, 4, 1]),
    RangeError,
    "Cannot read on: 4 bytes must follow, got 1",
  );
});

const request = { id: "7", type: "execute_request", session: "s", content: { code: "1 + 1" } };

Deno.test("decodeMessage() reads what was signed with the same key", () => {
  const address = Uint8Array.of(9); // ZeroMQ puts addresses before the message
  const message = decodeMessage([address, ...encodeRequest(request, "secret")], "secret");
  const expected = { type: "execute_request", parentId: "", content: { code: "1 + 1" } };
  assertEquals(message, { ...expected, metadata: {} });
});

Deno.test("decodeMessage() refuses another key, a changed part, and no message at all", () => {
  const wrong = "Cannot read a kernel's message: its signature must fit the key";
  const frames = encodeRequest(request, "secret");
  assertThrows(() => decodeMessage(frames, "other"), SyntaxError, wrong);
  const changed = frames.with(5, new TextEncoder().encode('{"code":"2"}'));
  assertThrows(() => decodeMessage(changed, "secret"), SyntaxError, wrong);
  assertThrows(
    () => decodeMessage([Uint8Array.of(1)], "secret"),
    SyntaxError,
    "Cannot read a kernel's message: it must hold <IDS|MSG> and five parts, got 1",
  );
});

Deno.test("ZmtpSocket names a peer that speaks something else", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const peer = (async () => {
    using connection = await listener.accept();
    await connection.write(new TextEncoder().encode("HTTP/1.1 400 Bad Request".padEnd(64)));
    await connection.read(new Uint8Array(64)); // until the other end hangs up
  })();
  await assertRejects(
    () => ZmtpSocket.connect(listener.addr.port, "SUB"),
    SyntaxError,
    "Cannot connect: the peer must speak ZMTP 3, got [72, 84, 84, 80, 47, …]",
  );
  listener.close();
  await peer;
});
