import type { PictureStyle } from "./digit_picture.ts";

/** What the output can show. */
export type Terminal = { columns: number; pictures: PictureStyle };

/** What tells it: whether output is a terminal, its width if known, and the environment. */
export type TerminalFacts = {
  isTerminal: boolean;
  columns: number | undefined;
  env: Record<string, string | undefined>;
};

/**
 * Finds out how wide the output is and how pictures can be drawn on it.
 *
 * Half blocks need a terminal with UTF-8 and 256 colours, and a user who has not set NO_COLOR.
 * Windows Terminal, which sets WT_SESSION, has both and says so nowhere else.
 *
 * @param facts What is known of the output.
 * @returns Width, 80 where it is not known, and the style of pictures.
 */
export function terminalOf({ isTerminal, columns, env }: TerminalFacts): Terminal {
  const windows = Boolean(env["WT_SESSION"]);
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
  const utf8 = windows || /utf-?8/i.test(locale);
  const depth = `${env["TERM"] ?? ""} ${env["COLORTERM"] ?? ""}`;
  const colour = !env["NO_COLOR"] && (windows || /256|direct|truecolor|24bit/.test(depth));
  return { columns: columns || 80, pictures: isTerminal && utf8 && colour ? "blocks" : "ascii" };
}
