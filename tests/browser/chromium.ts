import { DevTools } from "./devtools.ts";
import { Page } from "./page.ts";

/** The program of Chromium or Chrome, if there is one: named by `DESCENT_CHROMIUM`, or on the path. */
export async function findChromium(): Promise<string | undefined> {
  const named = Deno.env.get("DESCENT_CHROMIUM");
  const candidates = ["chromium", "chromium-browser", "google-chrome", "chrome"];
  for (const program of named ? [named] : candidates) {
    try {
      const quiet = { stdin: "null", stdout: "null", stderr: "null" } as const;
      const command = new Deno.Command(program, { args: ["--version"], ...quiet });
      if ((await command.output()).success) return program;
    } catch {
      // there is no such program
    }
  }
  return undefined;
}

/** A browser without a window, in a profile of its own. */
export class Chromium {
  #devTools: DevTools;
  #child: Deno.ChildProcess;
  #profile: string;

  private constructor(devTools: DevTools, child: Deno.ChildProcess, profile: string) {
    this.#devTools = devTools;
    this.#child = child;
    this.#profile = profile;
  }

  /** Starts it; `await using` ends it. */
  static async start(program: string): Promise<Chromium> {
    const profile = await Deno.makeTempDir({ prefix: "descent_chromium_" });
    const child = new Deno.Command(program, {
      args: [...FLAGS, `--user-data-dir=${profile}`, "about:blank"],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    return new Chromium(await DevTools.connect(await addressOf(child)), child, profile);
  }

  /** Opens an empty page of 1100 by 900 pixels. */
  async open(): Promise<Page> {
    const { targetId } = await this.#devTools.ask("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.#devTools.ask("Target.attachToTarget", {
      targetId,
      flatten: true,
    });
    return await Page.over(this.#devTools, String(sessionId));
  }

  /** Ends the browser and removes its profile. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#devTools.ask("Browser.close").catch(() => {});
    await this.#child.status;
    await this.#devTools.close();
    await Deno.remove(this.#profile, { recursive: true }).catch(() => {}); // a helper may still write
  }
}

const FLAGS = [
  "--headless=new",
  "--no-sandbox", // which containers do not allow; the pages are our own
  "--no-first-run",
  "--disable-background-networking",
  "--force-color-profile=srgb",
  "--hide-scrollbars",
  "--use-angle=swiftshader", // WebGL, which surfaces need, without a graphics card
  "--enable-unsafe-swiftshader",
  "--remote-debugging-port=0",
];

/** Chromium prints where it listens; what else it prints is read and dropped. */
async function addressOf(child: Deno.ChildProcess): Promise<string> {
  const found = Promise.withResolvers<string>();
  const read = async () => {
    let text = "";
    for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
      text = (text + part).slice(-100_000);
      const address = text.match(/DevTools listening on (\S+)\s/)?.[1];
      if (address) found.resolve(address);
    }
    found.reject(new Error(`Chromium did not start: ${text}`));
  };
  read();
  found.promise.catch(() => {});
  return await found.promise;
}
