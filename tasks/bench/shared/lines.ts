/**
 * Cuts a stream of bytes into lines, however the bytes are split on their way.
 *
 * @param stream UTF-8 text.
 * @returns Each line without its end, `\n` or `\r\n`; a last line without an end counts too.
 */
export async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) yield line.replace(/\r$/, "");
  }
  if (rest !== "") yield rest;
}
