import { type AxisOptions, labelText } from "./options.ts";

/**
 * The bar that says which colour stands for which number, its title along its side.
 *
 * @param z Label and unit of what is coloured, and whether its logarithm is.
 * @returns The part of a trace.
 */
export function colourBar(z: AxisOptions = {}): Record<string, unknown> {
  const text = labelText(z);
  return {
    thickness: 14,
    outlinewidth: 0,
    ...z.log ? { tickprefix: "10<sup>", ticksuffix: "</sup>", dtick: 1 } : {},
    ...text ? { title: { text, side: "right", font: { size: 14 } } } : {},
  };
}
