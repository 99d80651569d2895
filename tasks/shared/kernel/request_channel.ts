import { Channel } from "./channel.ts";

/** What a request or a reply says. */
export type Content = Record<string, unknown>;

/** A channel on which every request is answered. */
export class RequestChannel {
  #channel!: Channel;
  #waiting = new Map<string, (reply: Content) => void>();

  private constructor() {}

  /**
   * Connects to a port of the kernel.
   *
   * @param port The port of its shell or control channel.
   * @param key The key, from the connection file.
   */
  static async connect(port: number, key: string): Promise<RequestChannel> {
    const requests = new RequestChannel();
    requests.#channel = await Channel.connect(port, "DEALER", key, {
      onMessage: ({ parentId, content }) => requests.#waiting.get(parentId)?.(content),
      onEnd() {}, // who waits for a reply also waits for the end of the process
    });
    return requests;
  }

  /**
   * Asks.
   *
   * @param type Such as `execute_request`.
   * @param content What it says.
   * @returns The reply; never, if the kernel ends before.
   */
  request(type: string, content: Content = {}): Promise<Content> {
    const id = crypto.randomUUID();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (reply) => {
        this.#waiting.delete(id);
        resolve(reply);
      });
      this.#channel.send(id, type, content).catch(reject);
    });
  }

  /** Hangs up. Safe to call twice. */
  close(): void {
    this.#channel.close();
  }
}
