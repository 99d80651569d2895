import { Channel } from "./channel.ts";
import type { KernelMessage } from "./message.ts";

/** The channel on which a kernel tells everybody what it does and shows. */
export class OutputChannel {
  /** Fulfilled when no more can come: the kernel ended, or its stream broke. */
  readonly ended: Promise<"lost">;
  #channel!: Channel;
  #end: (how: "lost") => void;
  #onMessage: (message: KernelMessage) => void = () => {};

  private constructor() {
    const { promise, resolve } = Promise.withResolvers<"lost">();
    [this.ended, this.#end] = [promise, resolve];
  }

  /**
   * Connects to a port of the kernel.
   *
   * @param port The port of its iopub channel.
   * @param key The key, from the connection file.
   */
  static async connect(port: number, key: string): Promise<OutputChannel> {
    const outputs = new OutputChannel();
    outputs.#channel = await Channel.connect(port, "SUB", key, {
      onMessage: (message) => outputs.#onMessage(message),
      onEnd: () => outputs.#end("lost"),
    });
    return outputs;
  }

  /**
   * Chooses who is told of messages from now on.
   *
   * @param listener Told of each, in order.
   */
  listen(listener: (message: KernelMessage) => void): void {
    this.#onMessage = listener;
  }

  /** Hangs up. Safe to call twice. */
  close(): void {
    this.#channel.close();
  }
}
