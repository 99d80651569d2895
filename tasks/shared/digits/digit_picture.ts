/** How a picture can be drawn: half blocks in 24 greys, or plain characters. */
export type PictureStyle = "blocks" | "ascii";

/** A grey image: `pixels` row by row, 0 (paper) to 255 (ink). */
export type GreyImage = { pixels: Uint8Array; height: number; width: number };

const RAMP = " .:-=+*#%@"; // from paper to ink, each character visibly darker than the one before
const DARKEST = 232; // the first of the 24 greys of a terminal with 256 colours
const GREYS = 24;

/**
 * Draws a grey image as lines of text. A character is about twice as high as wide, so each one
 * shows two pixels, one above the other.
 *
 * @param image The image; an odd last row is drawn with paper below it.
 * @param style `"blocks"` colours the halves of a block; `"ascii"` picks a character by the mean.
 * @returns `height / 2` lines, rounded up, of `width` characters each.
 */
export function digitPicture(image: GreyImage, style: PictureStyle): string[] {
  const draw = style === "blocks" ? blockLine : asciiLine;
  const lines: string[] = [];
  for (let y = 0; y < image.height; y += 2) lines.push(draw(row(image, y), row(image, y + 1)));
  return lines;
}

/**
 * The part of an image that holds its ink: a window of the given size, centred on the ink and moved
 * inwards where it would leave the image.
 *
 * MNIST's digits were scaled to fit 20 × 20 pixels before they were placed in 28 × 28, so a window
 * of 20 shows all of one.
 *
 * @param image The image.
 * @param size Height and width of the window; an image that is smaller stays as it is.
 * @returns A copy of that part.
 */
export function cropToInk(image: GreyImage, size: number): GreyImage {
  const { pixels } = image;
  const height = Math.min(size, image.height);
  const width = Math.min(size, image.width);
  const inked = Array.from(pixels.keys()).filter((at) => pixels[at]! > 0);
  const top = start(inked.map((at) => Math.floor(at / image.width)), height, image.height);
  const left = start(inked.map((at) => at % image.width), width, image.width);
  const cropped = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    cropped.set(row(image, top + y).subarray(left, left + width), y * width);
  }
  return { pixels: cropped, height, width };
}

/** Where a window of `size` begins so that its middle is the middle of the places. */
function start(places: number[], size: number, length: number): number {
  const first = places.reduce((a, b) => Math.min(a, b), length - 1);
  const last = places.reduce((a, b) => Math.max(a, b), 0);
  const wanted = Math.round((first + last + 1 - size) / 2);
  return Math.min(Math.max(wanted, 0), length - size);
}

function row({ pixels, width }: GreyImage, y: number): Uint8Array {
  const values = pixels.subarray(y * width, (y + 1) * width);
  return values.length > 0 ? values : new Uint8Array(width);
}

function asciiLine(upper: Uint8Array, lower: Uint8Array): string {
  const level = (x: number) => Math.round((upper[x]! + lower[x]!) / 510 * (RAMP.length - 1));
  return Array.from(upper.keys(), (x) => RAMP[level(x)]).join("");
}

/** Upper half in the foreground colour, lower half in the background's. */
function blockLine(upper: Uint8Array, lower: Uint8Array): string {
  let line = "";
  let last = "";
  for (let x = 0; x < upper.length; x++) {
    const colours = `\x1b[38;5;${grey(upper[x]!)};48;5;${grey(lower[x]!)}m`;
    line += `${colours === last ? "" : colours}▀`; // a colour holds until the next one
    last = colours;
  }
  return `${line}\x1b[0m`;
}

function grey(value: number): number {
  return DARKEST + Math.round(value / 255 * (GREYS - 1));
}
