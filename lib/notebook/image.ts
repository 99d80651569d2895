import { cannot, checkInteger } from "../core/mod.ts";
import { DISPLAY, type Displayable } from "./displayable.ts";
import { encodePng } from "./png.ts";

/** Settings of `image`. */
export type ImageOptions = {
  /** Pixels in a row. */
  width: number;
  /** Rows. */
  height: number;
  /** Screen pixels for each pixel of the image. @default so many that the image is about 140 wide */
  scale?: number;
};

const SHOWN_WIDTH = 140; // screen pixels: five a pixel for an MNIST digit
const WIDEST_TEXT = 64; // characters; a wider image is only named in a terminal
const SHADES = " .:-=+*#%@"; // from dark to light

/**
 * Pixels as an image. Channels are counted: as many values as pixels are grey, three times as many
 * red, green and blue, four times as many with opacity too.
 *
 * @param pixels Shape (height, width) or (height, width, channels), 0 (dark) to 255 (light).
 * @param options `width` and `height` are required.
 * @returns Something that `show`, or the last line of a cell, displays: in a notebook a picture with
 * sharp pixels, in a terminal characters.
 * @throws {RangeError} If the number of pixels does not fit, or a setting is out of range.
 *
 * @example
 * ```ts
 * import { image, show } from "descent/notebook";
 *
 * await show(image(Uint8Array.of(0, 255, 255, 0), { width: 2, height: 2, scale: 20 }));
 * ```
 */
export function image(pixels: Uint8Array | Uint8ClampedArray, options: ImageOptions): Displayable {
  const { width, height } = options;
  checkInteger("make an image", "width", width, 1);
  checkInteger("make an image", "height", height, 1);
  const channels = pixels.length / (width * height);
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    const needed = `pixels must hold 1, 3 or 4 times ${width} × ${height} values`;
    throw new RangeError(cannot("make an image", needed, pixels.length));
  }
  const { scale = Math.max(1, Math.round(SHOWN_WIDTH / width)) } = options;
  checkInteger("make an image", "scale", scale, 1);
  const bytes = Uint8Array.from(pixels); // what is shown is what there was when image() was called
  return {
    [DISPLAY]() {
      const png = encodePng(bytes, width, height, channels).toBase64();
      const size = `width="${width * scale}" height="${height * scale}"`;
      const source = `data:image/png;base64,${png}`;
      return {
        "text/html": `<img alt="image" ${size} style="image-rendering:pixelated" src="${source}">`,
        "image/png": png,
        "text/plain": toText(bytes, width, height, channels),
      };
    },
  };
}

function toText(pixels: Uint8Array, width: number, height: number, channels: number): string {
  const kind = channels === 1 ? "grey" : channels === 3 ? "RGB" : "RGBA";
  const title = `image, ${width} × ${height}, ${kind}`;
  if (width > WIDEST_TEXT || channels !== 1) return title;
  const shade = (value: number) => SHADES[Math.floor(value / 256 * SHADES.length)];
  const rows = Array.from(
    { length: height },
    (_, y) => Array.from(pixels.subarray(y * width, (y + 1) * width), shade).join("").trimEnd(),
  );
  return [title, ...rows].join("\n");
}
