import type { KernelBinaries } from "descent/kernels";
import type { AuditEnd, StoredKey } from "descent/serve";
import type { Limits } from "./options.ts";

/**
 * What the process that answers is told when it starts: the first line on its standard input. What it
 * may not read itself, the process that starts it has read. Every later line is the list of keys that
 * are valid from then on, and the end of the input asks it to stop.
 */
export type WorkerSettings = Limits & {
  host: string;
  port: number;
  models: string;
  audit: { path: string; end: AuditEnd };
  /** None where everybody may ask. */
  keys?: StoredKey[];
  /** Certificates and private key, PEM. */
  tls?: { cert: string; key: string };
  binaries: { tfjs: Uint8Array; kernels: KernelBinaries };
};

/** What it says, one line each, on its standard output: that it is ready, why it is not, or news. */
export type WorkerEvent = { listening: number } | { failed: string } | { said: string };

/** Settings as a line. */
export function toLine(settings: WorkerSettings): string {
  return JSON.stringify(
    settings,
    (_, value) => value instanceof Uint8Array ? { base64: value.toBase64() } : value,
  );
}

/** The settings of a line. */
export function fromLine(line: string): WorkerSettings {
  return JSON.parse(
    line,
    (_, value) => typeof value?.base64 === "string" ? Uint8Array.fromBase64(value.base64) : value,
  );
}
