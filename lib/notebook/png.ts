import { crc32, deflateSync } from "node:zlib";

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
const COLOUR_TYPES: Record<number, number> = { 1: 0, 3: 2, 4: 6 }; // PNG's codes for grey, RGB, RGBA

/**
 * Pixels as a PNG file.
 *
 * @param pixels Shape (height, width, channels), 0 to 255; 1 channel is grey, 3 RGB, 4 RGBA.
 * @param width Pixels in a row.
 * @param height Rows.
 * @param channels 1, 3 or 4.
 * @returns The bytes of the file.
 *
 * Source: Portable Network Graphics (PNG) Specification, ISO/IEC 15948:2003.
 */
export function encodePng(
  pixels: Uint8Array,
  width: number,
  height: number,
  channels: 1 | 3 | 4,
): Uint8Array<ArrayBuffer> {
  const stride = width * channels;
  const rows = new Uint8Array((stride + 1) * height); // each row begins with its filter: 0, none
  for (let y = 0; y < height; y++) {
    rows.set(pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, COLOUR_TYPES[channels]!], 8); // 8 bits a channel
  const parts = [
    SIGNATURE,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", new Uint8Array()),
  ];
  const file = new Uint8Array(parts.reduce((bytes, part) => bytes + part.length, 0));
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** Length, type, data, and the checksum over type and data. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
