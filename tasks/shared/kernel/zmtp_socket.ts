import { cannot } from "descent/core";
import { ByteReader } from "./byte_reader.ts";
import { concat, encodeMessage, readFrame, readMessage } from "./zmtp_message.ts";

/** What the socket does: asks in any order (DEALER) or listens to everything (SUB). */
export type ZmtpSocketType = "DEALER" | "SUB";

const GREETING_BYTES = 64;
const encoder = new TextEncoder();

/**
 * One ZeroMQ connection over TCP, spoken by hand: ZMTP 3.0 without encryption, as Jupyter kernels
 * have it. It needs no native library, so it runs wherever Deno does.
 *
 * Source: https://rfc.zeromq.org/spec/23
 */
export class ZmtpSocket {
  #connection: Deno.TcpConn;
  #reader: ByteReader;
  #lastSend: Promise<void> = Promise.resolve();

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
    this.#reader = new ByteReader(connection);
  }

  /**
   * Connects and shakes hands.
   *
   * @param port A port of this machine where a ZeroMQ peer listens.
   * @param type What this end is.
   * @throws {Deno.errors.ConnectionRefused} If nobody listens.
   * @throws {SyntaxError} If the peer speaks something else.
   */
  static async connect(port: number, type: ZmtpSocketType): Promise<ZmtpSocket> {
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    try {
      connection.setNoDelay(true); // requests are small, and somebody waits for each
      const socket = new ZmtpSocket(connection);
      await socket.#shakeHands(type);
      if (type === "SUB") await socket.send([Uint8Array.of(1)]); // 1 and no prefix: every topic
      return socket;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /**
   * Sends one message. Messages sent at once go out whole, in the order of the calls.
   *
   * @param frames Its parts.
   */
  send(frames: Uint8Array[]): Promise<void> {
    const sent = this.#lastSend.then(() => this.#write(encodeMessage(frames)));
    this.#lastSend = sent.catch(() => {});
    return sent;
  }

  /**
   * Waits for the next message. One call at a time.
   *
   * @returns Its parts.
   * @throws {RangeError} If the peer hangs up.
   * @throws {SyntaxError} If what comes is no message.
   */
  receive(): Promise<Uint8Array[]> {
    return readMessage((length) => this.#reader.read(length));
  }

  /** Hangs up. Safe to call twice. */
  close(): void {
    try {
      this.#connection.close();
    } catch {
      // Closed already, by this end or the other.
    }
  }

  async #shakeHands(type: ZmtpSocketType): Promise<void> {
    await this.#write(greeting());
    const theirs = await this.#reader.read(GREETING_BYTES);
    if (theirs[0] !== 0xff || theirs[10]! < 3) {
      throw new SyntaxError(cannot("connect", "the peer must speak ZMTP 3", theirs.slice(0, 11)));
    }
    await this.#write(encodeMessage([readyCommand(type)], true));
    const { body, isCommand } = await readFrame((length) => this.#reader.read(length));
    const name = new TextDecoder().decode(body.subarray(1, 6));
    if (!isCommand || name !== "READY") {
      throw new SyntaxError(cannot("connect", "the peer must answer READY", name));
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await this.#connection.write(bytes.subarray(at));
  }
}

/** Signature, version 3.0, and the mechanism NULL: neither password nor encryption. */
function greeting(): Uint8Array {
  const bytes = new Uint8Array(GREETING_BYTES);
  bytes[0] = 0xff;
  bytes[9] = 0x7f;
  bytes[10] = 3;
  bytes.set(encoder.encode("NULL"), 12);
  return bytes;
}

function readyCommand(type: ZmtpSocketType): Uint8Array {
  return concat([shortText("READY"), property("Socket-Type", type), property("Identity", "")]);
}

/** A name with one byte for its length, a value with four. */
function property(name: string, value: string): Uint8Array {
  const size = Uint8Array.of(0, 0, 0, value.length);
  return concat([shortText(name), size, encoder.encode(value)]);
}

function shortText(text: string): Uint8Array {
  return concat([Uint8Array.of(text.length), encoder.encode(text)]);
}
