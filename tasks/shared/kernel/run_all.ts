import { Channel } from "./channel.ts";
import { chooseConnection } from "./connection_file.ts";
import { KernelProcess } from "./kernel_process.ts";
import type { KernelMessage } from "./message.ts";

/**
 * A front end as strict as nbclient: what arrives after a cell's `idle`, or names another cell, is
 * lost to the cell. It sends all cells at once, as "Run All" does.
 */
export async function runAll(
  cells: string[],
  { cwd, whenBusy }: { cwd: string; whenBusy?: (cell: number, process: KernelProcess) => void },
): Promise<{ outputs: KernelMessage[][]; late: KernelMessage[]; pid: number }> {
  const connection = chooseConnection();
  const process = new KernelProcess(connection, { cwd, env: { NO_COLOR: "1" } });
  const { iopub_port, shell_port, key } = connection;
  const outputs: KernelMessage[][] = cells.map(() => []);
  const over = cells.map(() => false);
  const late: KernelMessage[] = [];
  const allOver = Promise.withResolvers<void>();
  const heard = Promise.withResolvers<void>();
  const onMessage = (message: KernelMessage) => {
    heard.resolve();
    const cell = Number(message.parentId.match(/^cell (\d+)$/)?.[1] ?? -1);
    if (cell < 0 || message.type === "execute_input") return;
    const state = message.content["execution_state"];
    if (state === "busy") whenBusy?.(cell, process);
    if (state === "idle") over[cell] = true;
    if (over.every(Boolean)) allOver.resolve();
    if (message.type === "status" || isMarker(message)) return;
    if (over[cell]) late.push(message);
    else outputs[cell]!.push(message);
  };
  const onEnd = () => allOver.reject(new Error(`the kernel ended: ${process.stderr}`));
  const iopub = await dial(() => Channel.connect(iopub_port, "SUB", key, { onMessage, onEnd }));
  const shell = await dial(() =>
    Channel.connect(shell_port, "DEALER", key, { onMessage() {}, onEnd })
  );
  try {
    for (let i = 0; !await Promise.race([heard.promise.then(() => true), pause(20)]); i++) {
      await shell.send(`hello ${i}`, "kernel_info_request", {});
    }
    for (const [i, code] of cells.entries()) {
      const content = { code, silent: false, store_history: true, allow_stdin: false };
      await shell.send(`cell ${i}`, "execute_request", { ...content, user_expressions: {} });
    }
    await allOver.promise;
    await pause(300); // for what is late
    return { outputs, late, pid: process.pid };
  } finally {
    allOver.promise.catch(() => {});
    process.kill();
    await process.finish(0);
    iopub.close();
    shell.close();
  }
}

/** An update of something never shown, which front ends pass over. */
function isMarker({ content }: KernelMessage): boolean {
  const { display_id = "" } = (content["transient"] ?? {}) as { display_id?: string };
  return display_id.startsWith("descent-drained-");
}

/** All text that a cell showed: printed, displayed, returned or thrown. */
export function textOf(messages: KernelMessage[]): string {
  return messages.map(({ type, content }) => {
    if (type === "stream") return String(content["text"]);
    if (type === "error") return `${content["ename"]}: ${content["evalue"]}\n`;
    return `${(content["data"] as Record<string, unknown>)["text/plain"]}\n`;
  }).join("");
}

async function dial<T>(connect: () => Promise<T>): Promise<T> {
  for (let left = 400;; left--) {
    try {
      return await connect();
    } catch (error) {
      if (left === 0) throw error;
      await pause(25);
    }
  }
}

function pause(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms));
}
