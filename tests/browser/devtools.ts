/** What the browser answers or tells. */
type Answer = {
  id?: number;
  method?: string;
  sessionId?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
};

/**
 * A connection to Chromium by its DevTools protocol: enough of it to drive pages in tests.
 *
 * Source: https://chromedevtools.github.io/devtools-protocol/
 */
export class DevTools {
  #socket: WebSocket;
  #count = 0;
  #waiting = new Map<number, PromiseWithResolvers<Record<string, unknown>>>();
  #listeners = new Set<(answer: Answer) => void>();
  #closed = Promise.withResolvers<void>();

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#take(JSON.parse(data));
    socket.onclose = () => {
      this.#closed.resolve();
      for (const { reject } of this.#waiting.values()) reject(new Error("the browser is gone"));
    };
  }

  /** Connects to the address that Chromium prints at its start. */
  static async connect(address: string): Promise<DevTools> {
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error(`no browser at ${address}`));
    });
    return new DevTools(socket);
  }

  /** Asks the browser, or one of its pages, for something. */
  ask(method: string, params: Record<string, unknown> = {}, sessionId?: string) {
    const id = ++this.#count;
    const answered = Promise.withResolvers<Record<string, unknown>>();
    this.#waiting.set(id, answered);
    this.#socket.send(JSON.stringify({ id, method, params, ...sessionId && { sessionId } }));
    return answered.promise;
  }

  /** Told everything that the browser says unasked. */
  listen(listener: (answer: Answer) => void): void {
    this.#listeners.add(listener);
  }

  /** Hangs up. */
  async close(): Promise<void> {
    this.#socket.close();
    await this.#closed.promise;
  }

  #take(answer: Answer): void {
    if (answer.id === undefined) return this.#listeners.forEach((listener) => listener(answer));
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.error) waiting?.reject(new Error(answer.error.message));
    else waiting?.resolve(answer.result ?? {});
  }
}
