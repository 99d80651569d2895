import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** A path of this machine as a `file:` URL. */
export function toFileUrl(path: string): string {
  return pathToFileURL(resolve(path)).href;
}

/** A `file:` URL as a path of this machine. */
export function fromFileUrl(url: URL): string {
  return fileURLToPath(url);
}
