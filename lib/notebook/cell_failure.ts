/**
 * Calls back when a cell has failed, before the kernel tells its front end.
 *
 * Nothing in the kernel's interface tells that a cell has failed. But it puts the error into words in
 * the notebook's own thread, as `JSON.stringify({ name, message, stack })`, so this listens there;
 * any other call passes unseen.
 *
 * @param onFailure Called every time.
 */
export function onCellFailure(onFailure: () => void): void {
  const stringify = JSON.stringify;
  JSON.stringify = ((...args: Parameters<typeof stringify>) => {
    if (isErrorInWords(args[0])) onFailure();
    return stringify(...args);
  }) as typeof stringify;
}

function isErrorInWords(value: unknown): boolean {
  return typeof value === "object" && value !== null && "stack" in value &&
    Object.keys(value).join() === "name,message,stack";
}
