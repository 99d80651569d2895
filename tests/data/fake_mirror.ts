/** What a mirror is asked for. */
export type Ask = {
  /** First byte wanted, if a range is. */
  from: number | undefined;
  /** How many times it was asked before. */
  earlier: number;
  /** The lines of the request. */
  head: string;
};

/** How a mirror answers a GET. */
export type Answer = {
  /** 200, 206, 404, …; none at all with 0. */
  status: number;
  /** Over the usual ones; an empty value takes one away. */
  headers?: Record<string, string>;
  body: Uint8Array;
  /** Closes the connection after so many bytes of the body. */
  cut?: number;
  /** Leaves the connection open and silent after that. */
  hang?: boolean;
  /** Milliseconds between pieces of 4 KiB. */
  slowMs?: number;
};

/** A server on this machine that plays a mirror, good or bad. */
export type FakeMirror = AsyncDisposable & {
  url: string;
  /** The Range header of each GET, or "". */
  asked: string[];
  /** How many connections there were. */
  contacts(): number;
};

/** Serves the whole content, and ranges of it. */
export const honest = (content: Uint8Array) => ({ from }: Ask): Answer =>
  from === undefined ? { status: 200, body: content } : {
    status: 206,
    body: content.subarray(from),
    headers: { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` },
  };

/** Serves everything whatever range is asked for. */
export const withoutRanges = (content: Uint8Array) => (): Answer => ({
  status: 200,
  body: content,
});

/** Breaks off after `cut` bytes, each time. */
export const breaking = (content: Uint8Array, cut: number) => (ask: Ask): Answer => ({
  ...honest(content)(ask),
  cut,
});

/** Answers a status and a page. */
export const refusing = (status: number) => (): Answer => ({
  status,
  body: new TextEncoder().encode("<!DOCTYPE html><title>no</title>"),
});

/**
 * Starts a mirror. It speaks HTTP by hand, since a proper server would not cut its own answers short.
 *
 * @param answer What it does with a GET. A HEAD is always answered, unless the status is 0.
 */
export function startMirror(answer: (ask: Ask) => Answer): FakeMirror {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const asked: string[] = [];
  const open = new Set<Deno.Conn>();
  let contacts = 0;
  const serving = (async () => {
    for await (const connection of listener) {
      open.add(connection);
      contacts++;
      serve(connection).catch(() => {}).finally(() => {
        if (!open.delete(connection)) return;
        connection.close();
      });
    }
  })();

  async function serve(connection: Deno.Conn): Promise<void> {
    const head = await readHead(connection);
    const range = head.match(/^range: (bytes=(\d+)-)/im);
    const isGet = head.startsWith("GET");
    const { status, headers = {}, body, cut = body.length, hang, slowMs } = answer({
      from: range ? Number(range[2]) : undefined,
      earlier: asked.length,
      head,
    });
    if (isGet) asked.push(range?.[1] ?? "");
    if (status === 0) return await closed(connection);
    const all = { "content-length": String(body.length), connection: "close", ...headers };
    const lines = Object.entries(all)
      .map(([name, value]) => value && `${name}: ${value}\r\n`).join("");
    await write(connection, new TextEncoder().encode(`HTTP/1.1 ${status} Said\r\n${lines}\r\n`));
    if (!isGet) return;
    const sent = body.subarray(0, cut);
    const step = slowMs === undefined ? sent.length || 1 : 4096;
    for (let at = 0; at < sent.length; at += step) {
      await write(connection, sent.subarray(at, at + step));
      if (slowMs !== undefined) await new Promise((done) => setTimeout(done, slowMs));
    }
    if (hang) await closed(connection);
  }

  return {
    url: `http://127.0.0.1:${listener.addr.port}/file.bin`,
    asked,
    contacts: () => contacts,
    async [Symbol.asyncDispose]() {
      listener.close();
      await serving;
      for (const connection of open) {
        open.delete(connection);
        connection.close();
      }
    },
  };
}

async function readHead(connection: Deno.Conn): Promise<string> {
  let head = "";
  const buffer = new Uint8Array(1024);
  while (!head.includes("\r\n\r\n")) {
    const count = await connection.read(buffer);
    if (count === null) throw new Error("hung up");
    head += new TextDecoder().decode(buffer.subarray(0, count));
  }
  return head;
}

async function write(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

/** Waits until the other side hangs up. */
async function closed(connection: Deno.Conn): Promise<void> {
  const buffer = new Uint8Array(64);
  while (await connection.read(buffer) !== null);
}
