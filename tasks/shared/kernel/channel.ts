import { decodeMessage, encodeRequest, type KernelMessage } from "./message.ts";
import { ZmtpSocket, type ZmtpSocketType } from "./zmtp_socket.ts";

/** What a channel tells about itself. */
export type ChannelEvents = {
  onMessage(message: KernelMessage): void;
  /** Called once, when nothing more can come: the kernel hung up, or its stream is broken. */
  onEnd(error: unknown): void;
};

/** One of a kernel's connections, with messages instead of bytes. */
export class Channel {
  #socket: ZmtpSocket;
  #key: string;
  #session = crypto.randomUUID();

  private constructor(socket: ZmtpSocket, key: string) {
    this.#socket = socket;
    this.#key = key;
  }

  /**
   * Connects to a port of the kernel.
   *
   * @param port The port, from the connection file.
   * @param type `DEALER` to ask, `SUB` to listen.
   * @param key The key, from the connection file.
   * @param events Told what comes.
   */
  static async connect(
    port: number,
    type: ZmtpSocketType,
    key: string,
    events: ChannelEvents,
  ): Promise<Channel> {
    const channel = new Channel(await ZmtpSocket.connect(port, type), key);
    channel.#listen(events);
    return channel;
  }

  /**
   * Sends a request.
   *
   * @param id Chosen by the caller, who can so await the answer before it can come.
   * @param type Such as `execute_request`.
   * @param content What it says.
   */
  send(id: string, type: string, content: Record<string, unknown>): Promise<void> {
    return this.#socket.send(
      encodeRequest({ id, type, session: this.#session, content }, this.#key),
    );
  }

  /** Hangs up. Safe to call twice. */
  close(): void {
    this.#socket.close();
  }

  async #listen(events: ChannelEvents): Promise<void> {
    try {
      while (true) events.onMessage(decodeMessage(await this.#socket.receive(), this.#key));
    } catch (error) {
      events.onEnd(error);
    }
  }
}
