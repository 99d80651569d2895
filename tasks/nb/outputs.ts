import type { KernelMessage } from "../shared/kernel/message.ts";
import { lines, type Output } from "./notebook.ts";

/** The displays of a notebook that later cells may redraw, by their id. */
export type Displays = Map<string, Output[]>;

/**
 * The outputs that a front end would save for what a kernel sent: prints in a row are one output,
 * a redrawn display keeps its place and its last state.
 *
 * @param messages What came for one cell, in order.
 * @param displays Those of earlier cells; those of this cell are added.
 * @returns Outputs as a notebook file has them.
 */
export function toOutputs(messages: KernelMessage[], displays: Displays): Output[] {
  const outputs: Output[] = [];
  let clearNext = false;
  for (const { type, content } of messages) {
    if (type === "clear_output" && content["wait"]) clearNext = true;
    else if (type === "clear_output") outputs.length = 0;
    else if (type === "update_display_data") redraw(content, displays);
    else {
      if (clearNext) outputs.length = 0;
      clearNext = false;
      add(type, content, outputs, displays);
    }
  }
  return outputs.map((output) =>
    output.output_type === "stream"
      ? { ...output, text: lines(withoutOverwritten(String(output.text))) }
      : output
  );
}

type Content = KernelMessage["content"];

function add(type: string, content: Content, outputs: Output[], displays: Displays): void {
  const { name, text, execution_count, ename, evalue, traceback } = content as Partial<Output>;
  const last = outputs.at(-1);
  if (type === "stream" && last?.output_type === "stream" && last.name === name) {
    last.text = `${last.text}${text}`;
  } else if (type === "stream") {
    outputs.push({ output_type: "stream", name: String(name), text: String(text) });
  } else if (type === "error") {
    const told = { ename: String(ename), evalue: String(evalue), traceback: traceback ?? [] };
    outputs.push({ output_type: "error", ...told });
  } else if (type === "display_data" || type === "execute_result") {
    const output: Output = { output_type: type, ...shown(content) };
    if (type === "execute_result") output.execution_count = execution_count ?? null;
    outputs.push(output);
    const id = displayId(content);
    if (id !== undefined) displays.set(id, [...displays.get(id) ?? [], output]);
  }
}

function redraw(content: Content, displays: Displays): void {
  for (const output of displays.get(displayId(content) ?? "") ?? []) {
    Object.assign(output, shown(content));
  }
}

function displayId({ transient }: Content): string | undefined {
  return (transient as { display_id?: string } | undefined)?.display_id;
}

function shown({ data, metadata }: Content): Required<Pick<Output, "data" | "metadata">> {
  const entries = Object.entries(data as Record<string, unknown>).map(([mime, value]) => {
    const isText = mime.startsWith("text/") || mime === "image/svg+xml";
    return [mime, typeof value === "string" && isText ? lines(value) : value];
  });
  return {
    data: Object.fromEntries(entries),
    metadata: (metadata ?? {}) as Record<string, unknown>,
  };
}

/** A carriage return starts the line again, as on a terminal. */
function withoutOverwritten(text: string): string {
  return text.replace(/[^\n]*\r(?!\n)/g, "");
}
