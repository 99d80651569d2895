import { createHash } from "node:crypto";

const LARGE = 100_000; // characters; plotly.js has a million and more

/**
 * Scripts so large that pages shall share them: a notebook holds plotly.js in one of its outputs,
 * a site needs it once.
 */
export class SharedScripts {
  #texts = new Map<string, string>();

  /**
   * Moves the large scripts of a page to files of their own.
   *
   * @param page HTML.
   * @returns The page, which loads them instead.
   */
  moveOut(page: string): string {
    return page.replace(/<script>([\s\S]*?)<\/script>/g, (whole, text: string) => {
      if (text.length < LARGE) return whole;
      const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
      const name = `script_${hash}.js`;
      this.#texts.set(name, text);
      return `<script src="${name}"></script>`;
    });
  }

  /** The files that the pages need beside them. */
  files(): { name: string; text: string }[] {
    return [...this.#texts].map(([name, text]) => ({ name, text }));
  }
}
