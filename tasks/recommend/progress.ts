/** One line that says what is being done, where somebody looks. */
export type Progress = {
  /** Redraws the line. */
  say(text: string): void;
  /** Removes it. */
  done(): void;
};

/** Progress on standard error in a terminal, and none elsewhere or when quiet. */
export function progressLine(quiet: boolean): Progress {
  const shown = !quiet && Deno.stderr.isTerminal() && Deno.env.get("TERM") !== "dumb";
  const write = (text: string) => {
    if (shown) Deno.stderr.writeSync(new TextEncoder().encode(`\r${ERASE_LINE}${text}`));
  };
  return { say: write, done: () => write("") };
}

const ERASE_LINE = "\x1b[2K";
