/**
 * Does the same work for each item, a few at a time.
 *
 * @param items What to work on.
 * @param jobs How many at a time, at least 1.
 * @param work What to do.
 * @returns The results, in the order of the items.
 */
export async function inParallel<T, R>(
  items: T[],
  jobs: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [i, item] of queue) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return results;
}
