/**
 * Waits until the kernel has sent all outputs so far, by listening to them as a front end does.
 *
 * The kernel sends outputs one after the other to everybody who listens. So this connects to the port
 * where outputs come out, puts markers in behind them until one comes back, and waits for the last.
 * One that was sent before the kernel has noted the new listener never comes. Nothing stays
 * connected: a listener that does not read would hold up all the others.
 *
 * @param address Where outputs come out.
 * @param sendMarker Puts an output that holds this text behind the others.
 * @returns True, or false if no marker has come back in time.
 *
 * Source: ZMTP 3.0, https://rfc.zeromq.org/spec/23
 */
export async function awaitOwnOutputs(
  { hostname, port }: { hostname: string; port: number },
  sendMarker: (marker: string) => void,
): Promise<boolean> {
  const connection = await Deno.connect({ hostname, port });
  const name = `descent-drained-${crypto.randomUUID()}`;
  let [sent, timer] = [0, undefined as ReturnType<typeof setInterval> | undefined];
  const send = () => sendMarker(`${name}-${++sent}.`);
  const deadline = setTimeout(() => hangUp(connection), LONGEST_MS);
  try {
    connection.setNoDelay(true);
    await write(connection, GREETING);
    let step = 0;
    for await (const { text, received } of texts(connection)) {
      // One step at a time: what is sent between the kernel's own words also acknowledges them, and
      // it would hold back its next ones for 40 ms until they are.
      if (step === 0 && received >= GREETING.length) {
        await write(connection, READY);
        step = 1;
      }
      if (step === 1 && received > GREETING.length) {
        await write(connection, SUBSCRIBE);
        step = 2;
        send();
        timer = setInterval(send, EVERY_MS);
      }
      if (step === 2 && text.includes(name)) clearInterval(timer);
      if (step === 2 && text.includes(`${name}-${sent}.`)) return true;
    }
    return false;
  } catch {
    return false; // hung up: by the deadline, or by the kernel
  } finally {
    clearInterval(timer);
    clearTimeout(deadline);
    hangUp(connection);
  }
}

const EVERY_MS = 2; // about as long as the kernel takes to note a new listener
const LONGEST_MS = 5_000; // a megabyte takes some hundredths of a second
const OVERLAP = 64; // characters: longer than a marker, which may come in two pieces

const encoder = new TextEncoder();
const [COMMAND, MESSAGE] = [4, 0]; // flags of a frame

/** Signature, version 3.0, mechanism NULL: neither password nor encryption. */
const GREETING = (() => {
  const bytes = new Uint8Array(64);
  bytes.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3]);
  bytes.set(encoder.encode("NULL"), 12);
  return bytes;
})();
const READY = frame(COMMAND, encoder.encode("\x05READY\x0bSocket-Type\0\0\0\x03SUB"));
const SUBSCRIBE = frame(MESSAGE, Uint8Array.of(1)); // 1 and no prefix: every topic

function frame(flags: number, body: Uint8Array): Uint8Array {
  return concat([Uint8Array.of(flags, body.length), body]);
}

function concat(parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** What comes, as text that overlaps, so that no marker is cut in two; and how many bytes in all. */
async function* texts(connection: Deno.TcpConn) {
  const buffer = new Uint8Array(65_536);
  const decoder = new TextDecoder("latin1"); // a character a byte; markers are plain ASCII
  let [tail, received] = ["", 0];
  for (let count; (count = await connection.read(buffer)) !== null;) {
    const text = tail + decoder.decode(buffer.subarray(0, count));
    yield { text, received: received += count };
    tail = text.slice(-OVERLAP);
  }
}

async function write(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

function hangUp(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch {
    // closed already
  }
}
