import type { DataProgress } from "descent/data";

/** Shows how far downloads are. */
export type DownloadProgress = {
  /** To be given to the download as `onProgress`. */
  onProgress(event: DataProgress): void;
  /** Ends the line begun, before anything else is said. Safe to call twice. */
  done(): void;
};

/** Where progress is shown; tests have one of their own. */
export type ProgressScreen = {
  write(text: string): void;
  /** Whether a line can be redrawn in place. */
  isTerminal: boolean;
  /** Milliseconds from any start. */
  nowMs(): number;
};

const REDRAW_MS = 100;

/**
 * Shows downloads one line a file: redrawn in place in a terminal, at each quarter elsewhere.
 *
 * @param screen Where to. @default standard error
 */
export function showDownloads(screen: ProgressScreen = standardError()): DownloadProgress {
  return screen.isTerminal ? inPlace(screen) : inLines(screen);
}

function inPlace(screen: ProgressScreen): DownloadProgress {
  let open: string | undefined;
  let drawnMs = -Infinity;
  const done = () => {
    if (open !== undefined) screen.write("\n");
    open = undefined;
  };
  return {
    onProgress(event) {
      if (open !== undefined && open !== event.file) done();
      const isLast = event.bytes === event.total;
      if (open !== undefined && !isLast && screen.nowMs() - drawnMs < REDRAW_MS) return;
      open = event.file;
      drawnMs = screen.nowMs();
      screen.write(`\r${ERASE_LINE}${event.file}: ${share(event)}${timeLeft(event)}`);
      if (isLast) done();
    },
    done,
  };
}

const ERASE_LINE = "\x1b[2K";

function inLines(screen: ProgressScreen): DownloadProgress {
  let file = "";
  let quarter = 0;
  return {
    onProgress(event) {
      if (event.file !== file) quarter = 0;
      file = event.file;
      const reached = Math.floor(4 * event.bytes / event.total);
      if (reached <= quarter) return;
      quarter = reached;
      screen.write(`${file}: ${share(event)}\n`);
    },
    done() {},
  };
}

function share({ bytes, total }: DataProgress): string {
  return `${Math.floor(100 * bytes / total)} % of ${formatBytes(total)}`;
}

function timeLeft({ bytes, total, msLeft }: DataProgress): string {
  return bytes === total || msLeft === undefined ? "" : `, ${Math.ceil(msLeft / 1000)} s left`;
}

/** A size for people, with powers of 1000 as download pages have them: `9.9 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_950) return `${(bytes / 1e3).toFixed(1)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function standardError(): ProgressScreen {
  return {
    write(text) {
      try {
        Deno.stderr.writeSync(new TextEncoder().encode(text));
      } catch {
        // The reader hung up; the download is worth more than its report.
      }
    },
    isTerminal: Deno.stderr.isTerminal() && Deno.env.get("TERM") !== "dumb",
    nowMs: () => performance.now(),
  };
}
