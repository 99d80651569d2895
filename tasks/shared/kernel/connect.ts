import { cannot } from "descent/core";
import type { Connection } from "./connection_file.ts";
import type { KernelProcess } from "./kernel_process.ts";
import { OutputChannel } from "./output_channel.ts";
import { type Content, RequestChannel } from "./request_channel.ts";
import { pause } from "./timer.ts";

/** The connections to a kernel, and what it says of itself. */
export type Channels = {
  shell: RequestChannel;
  control: RequestChannel;
  outputs: OutputChannel;
  info: Content;
};

/**
 * Connects to a kernel that is about to start, and waits until it answers on all channels.
 *
 * @param process The kernel's process.
 * @param connection Ports and key.
 * @param startMs How long it may take, in milliseconds.
 * @returns The open channels.
 * @throws {RangeError} If the process ends or the time is up; then nothing stays open.
 */
export async function connectKernel(
  process: KernelProcess,
  connection: Connection,
  startMs: number,
): Promise<Channels> {
  const { key, iopub_port, shell_port, control_port } = connection;
  const checkStart = createCheck(process, performance.now() + startMs);
  const open: { close(): void }[] = [];
  const dial = async <T extends { close(): void }>(connect: () => Promise<T>): Promise<T> => {
    const channel = await retry(connect, checkStart);
    open.push(channel);
    return channel;
  };
  try {
    const outputs = await dial(() => OutputChannel.connect(iopub_port, key));
    const shell = await dial(() => RequestChannel.connect(shell_port, key));
    const control = await dial(() => RequestChannel.connect(control_port, key));
    const info = await awaitSubscription(shell, outputs, checkStart);
    return { shell, control, outputs, info };
  } catch (error) {
    for (const channel of open) channel.close();
    throw error;
  }
}

/** A subscription takes effect some time after it is sent: ask until something is heard. */
async function awaitSubscription(
  shell: RequestChannel,
  outputs: OutputChannel,
  checkStart: () => void,
): Promise<Content> {
  let info: Content | undefined;
  let heard = false;
  outputs.listen(() => heard = true);
  while (!heard || !info) {
    checkStart();
    shell.request("kernel_info_request").then((reply) => info = reply, () => {});
    for (let i = 0; i < 20 && !(heard && info); i++) await pause(5);
  }
  return info;
}

async function retry<T>(connect: () => Promise<T>, checkStart: () => void): Promise<T> {
  while (true) {
    try {
      return await connect();
    } catch {
      checkStart();
      await pause(5);
    }
  }
}

function createCheck(process: KernelProcess, untilMs: number): () => void {
  return () => {
    if (process.isAlive && performance.now() < untilMs) return;
    const why = process.isAlive ? "no answer" : process.stderr.trim() || "its end";
    throw new RangeError(cannot("start the Deno kernel", "it must answer in time", why));
  };
}
