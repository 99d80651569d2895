/** What libraries say unasked when they are loaded. A reader of a lesson can do nothing about it. */
const BANNERS = [
  /looks like you are running TensorFlow\.js in Node\.js/,
  /^The kernel '.*' for backend '.*' is already registered$/,
  /^\w+ backend was already registered\./,
  /^Platform \w+ has already been set\./,
];

/**
 * Whether a line on the console is such a banner.
 *
 * @param values What `console.log` or its like was given.
 * @returns True if it may be left out.
 */
export function isBanner(values: unknown[]): boolean {
  const text = values[0];
  return typeof text === "string" && BANNERS.some((banner) => banner.test(text.trim()));
}
