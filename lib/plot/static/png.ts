/** A picture of 4 bytes a pixel: red, green, blue, opacity, by rows from the top. */
export type Pixels = { width: number; height: number; pixels: Uint8ClampedArray };

/**
 * Packs a picture as PNG.
 *
 * @param picture Its size and pixels.
 * @returns The bytes of the file.
 *
 * Source: W3C, Portable Network Graphics (3rd ed.).
 */
export async function encodePng({ width, height, pixels }: Pixels): Promise<Uint8Array> {
  const stride = width * 4;
  const rows = new Uint8Array((stride + 1) * height); // byte 0 of each row: no filter
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  }
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, 6], 8); // 8 bits a channel, colour with opacity
  const magic = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
  const parts = [
    magic,
    chunk("IHDR", head),
    chunk("IDAT", await deflate(rows)),
    chunk("IEND", new Uint8Array()),
  ];
  return await new Blob(parts as BlobPart[]).bytes();
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return await new Response(stream).bytes();
}

/** Length, name, content, and a check sum over name and content. */
function chunk(name: string, content: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + content.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, content.length);
  out.set(new TextEncoder().encode(name), 4);
  out.set(content, 8);
  view.setUint32(8 + content.length, crc32(out.subarray(4, 8 + content.length)));
  return out;
}

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
