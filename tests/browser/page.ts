import type { DevTools } from "./devtools.ts";

/** A rectangle of a page, in its pixels. */
export type Area = { x: number; y: number; width: number; height: number };

/** How wide the window is, in pixels. */
export const WIDTH = 1100;
const HEIGHT = 900;

/** Keeps a picture for people, in the folder `screenshots`, which git ignores. */
export async function keepPicture(name: string, png: Uint8Array): Promise<string> {
  const folder = new URL("../../screenshots/", import.meta.url);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(new URL(`${name}.png`, folder), png);
  return `screenshots/${name}.png`;
}

/** A page of Chromium. */
export class Page {
  /** Errors that no script of the page caught. */
  readonly errors: string[] = [];
  #devTools: DevTools;
  #session: string;

  private constructor(devTools: DevTools, session: string) {
    this.#devTools = devTools;
    this.#session = session;
    devTools.listen(({ method, sessionId, params }) => {
      if (sessionId !== session || method !== "Runtime.exceptionThrown") return;
      this.errors.push(JSON.stringify(params?.["exceptionDetails"]));
    });
  }

  /** Made by `Chromium.open`. */
  static async over(devTools: DevTools, session: string): Promise<Page> {
    const page = new Page(devTools, session);
    await Promise.all([page.ask("Page.enable"), page.ask("Runtime.enable")]);
    await page.resize();
    return page;
  }

  /** Asks the page for anything that the protocol has. */
  ask(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    return this.#devTools.ask(method, params, this.#session);
  }

  /** Goes to an address. */
  async goTo(address: string): Promise<void> {
    const { errorText } = await this.ask("Page.navigate", { url: address });
    if (errorText) throw new Error(`${address}: ${errorText}`);
    await this.until("document.readyState === 'complete'");
  }

  /** The value of an expression in the page, which must have a JSON form. */
  async value<T>(expression: string): Promise<T> {
    const settings = { expression, returnByValue: true, awaitPromise: true };
    const { result, exceptionDetails } = await this.ask("Runtime.evaluate", settings);
    if (exceptionDetails) throw new Error(`${expression}: ${JSON.stringify(exceptionDetails)}`);
    return (result as { value: T }).value;
  }

  /** Waits until an expression holds in the page. */
  async until(expression: string, limitMs = 60_000): Promise<void> {
    for (const deadline = Date.now() + limitMs; Date.now() < deadline;) {
      if (await this.value<boolean>(`!!(${expression})`).catch(() => false)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const file = await keepPicture(`waited_in_vain_${Date.now() % 1e6}`, await this.picture());
    throw new Error(`waited ${limitMs} ms for ${expression}; the page is in ${file}`);
  }

  /** Clicks on the middle of an element, as a person would. */
  async click(selector: string): Promise<void> {
    await this.until(`document.querySelector(${JSON.stringify(selector)})`);
    const { x, y, width, height } = (await this.areas(selector))[0]!;
    const at = { x: x + width / 2, y: y + height / 2, button: "left", clickCount: 1 };
    await this.ask("Input.dispatchMouseEvent", { type: "mousePressed", ...at });
    await this.ask("Input.dispatchMouseEvent", { type: "mouseReleased", ...at });
  }

  /** Where all elements of a kind are, in document order. */
  async areas(selector: string): Promise<Area[]> {
    return await this.value<Area[]>(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x: x + scrollX, y: y + scrollY, width, height };
      })`,
    );
  }

  /** Closes it. */
  async close(): Promise<void> {
    await this.ask("Page.close");
  }

  /** Makes the window so high that nothing needs to be scrolled, or as high as a screen. */
  async resize(height = HEIGHT, width = WIDTH): Promise<void> {
    await this.ask("Emulation.setDeviceMetricsOverride", {
      width,
      height: Math.round(height),
      // What is more than 8192 pixels high is painted wrongly: the top comes once more.
      deviceScaleFactor: Math.min(1, 8000 / height),
      mobile: false,
    });
  }

  /** A picture of an element, scrolled to as a person would, with its place in the window. */
  async pictureOf(selector: string, index: number): Promise<{ area: Area; png: Uint8Array }> {
    const { at, ...area } = await this.value<Area & { at: [number, number] }>(`(() => {
      const element = document.querySelectorAll(${JSON.stringify(selector)})[${index}];
      element.scrollIntoView({ block: "center", behavior: "instant" });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height, at: [x + scrollX, y + scrollY] };
    })()`);
    await new Promise((resolve) => setTimeout(resolve, 100)); // what comes into sight is painted
    return { area, png: await this.picture({ ...area, x: at[0], y: at[1] }) };
  }

  /** A picture of all that the window shows, or of a part of it by its place in the page, as PNG. */
  async picture(area?: Area): Promise<Uint8Array> {
    const clip = area && { clip: { ...area, scale: 1 } };
    const { data } = await this.ask("Page.captureScreenshot", { format: "png", ...clip });
    return Uint8Array.fromBase64(String(data));
  }
}
