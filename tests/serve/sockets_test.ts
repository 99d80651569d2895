import { assert, assertEquals } from "@std/assert";
import { type Toy, withToy } from "./toys.ts";

const HEADERS = { "content-type": "application/json" };
const BODY = JSON.stringify({ features: [1, 2] });

/** Runs a test on a service that listens at a port. */
async function withPort(
  use: (toy: Toy, port: number) => Promise<void>,
  tls: { cert?: string; key?: string } = {},
): Promise<void> {
  await withToy(async (toy) => {
    const server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {}, ...tls as { cert: string; key: string } },
      (request, { remoteAddr }) => toy.app.fetch(request, remoteAddr.hostname),
    );
    try {
      await use(toy, server.addr.port);
    } finally {
      await server.shutdown();
    }
  }, { perMinute: 1e9, body: { maxMs: 300 } });
}

async function ask(port: number): Promise<number> {
  const init = { method: "POST", body: BODY, headers: HEADERS };
  const response = await fetch(`http://127.0.0.1:${port}/predict`, init);
  return (await response.json()).prediction;
}

/** Sends bytes and leaves the connection open. */
async function hang(port: number, text: string): Promise<Deno.Conn> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(text));
  return connection;
}

const HEAD = `POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;

/** Where a client can stop in the middle of a request. */
const HANGING = {
  "before the first byte": "",
  "in the first line": "POST /pre",
  "in the headers": `${HEAD}content-le`,
  "before the body": `${HEAD}content-length: ${BODY.length}\r\n\r\n`,
  "in the body": `${HEAD}content-length: ${BODY.length}\r\n\r\n${BODY.slice(0, 5)}`,
  "in a chunk": `${HEAD}transfer-encoding: chunked\r\n\r\nff\r\n{`,
};

for (const [where, text] of Object.entries(HANGING)) {
  Deno.test(`clients that hang ${where} hold nobody up`, async () => {
    await withPort(async (_, port) => {
      const hanging = await Promise.all(Array.from({ length: 40 }, () => hang(port, text)));
      const answers = await Promise.all(Array.from({ length: 40 }, () => ask(port)));
      assertEquals(answers, new Array(40).fill(3));
      for (const connection of hanging) connection.close();
      assertEquals(await ask(port), 3);
    });
  });
}

Deno.test("a body that never ends is answered with 408 and the rest of it is not waited for", async () => {
  await withPort(async (_, port) => {
    const connection = await hang(port, HANGING["in the body"]);
    const bytes = new Uint8Array(4096);
    const count = await connection.read(bytes);
    const text = new TextDecoder().decode(bytes.subarray(0, count ?? 0));
    assert(text.startsWith("HTTP/1.1 408 "), text);
    assert(text.includes("The body must arrive within 300 ms"), text);
    connection.close();
  });
});

Deno.test("a client that sends without end is cut off at the limit", async () => {
  await withPort(async (_, port) => {
    const block = new Uint8Array(2 ** 16).fill(0x20);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve, 0));
        controller.enqueue(block);
        sent += block.length;
        if (sent > 2 ** 26) controller.close();
      },
    });
    const init = { method: "POST", body, headers: HEADERS };
    const response = await fetch(`http://127.0.0.1:${port}/predict`, init);
    assertEquals([response.status, (await response.json()).title], [413, "The body is too large"]);
    assert(sent < 2 ** 24, `${sent} bytes were taken`);
    assertEquals(await ask(port), 3);
  });
});

Deno.test("clients that hang up before the answer disturb nobody", async () => {
  await withPort(async (_, port) => {
    const whole = `${HANGING["before the body"]}${BODY}`;
    const gone = Array.from({ length: 30 }, async () => (await hang(port, whole)).close());
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask(port)));
    await Promise.all(gone);
    assertEquals(answers, new Array(30).fill(3));
  });
});

Deno.test("bytes that are no HTTP are refused, and others are answered", async () => {
  await withPort(async (_, port) => {
    for (const text of ["\x16\x03\x01\x02", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n"]) {
      const connection = await hang(port, text);
      await connection.closeWrite().catch(() => {});
      const bytes = new Uint8Array(64);
      const count = await connection.read(bytes).catch(() => null);
      const answer = new TextDecoder().decode(bytes.subarray(0, count ?? 0));
      assert(count === null || /^HTTP\/1\.1 (400|505)/.test(answer), answer);
      connection.close();
    }
    assertEquals(await ask(port), 3);
  });
});

Deno.test("over TLS the same answers come, with a certificate that is known", async () => {
  const file = (name: string) => Deno.readTextFile(new URL(`tls/${name}.pem`, import.meta.url));
  const [cert, key] = await Promise.all([file("cert"), file("key")]);
  await withPort(async (_, port) => {
    using client = Deno.createHttpClient({ caCerts: [cert] });
    const init = { method: "POST", body: BODY, headers: HEADERS, client };
    const response = await fetch(`https://127.0.0.1:${port}/predict`, init);
    assertEquals((await response.json()).prediction, 3);
    const plain = await fetch(`http://127.0.0.1:${port}/predict`).catch(() => null);
    await plain?.body?.cancel();
    assertEquals(plain, null);
    const unknown = await fetch(`https://127.0.0.1:${port}/predict`).catch((error) => error);
    assert(unknown instanceof TypeError, "a certificate of an unknown maker is refused");
  }, { cert, key });
});
