/** Files that are open at once. */
const FILES_AT_ONCE = 8;

/**
 * Runs a task for each item, `atOnce` at a time. After a failure no further task starts, those under way are waited
 * for, and then the first error is thrown: nothing goes on behind the caller's back.
 */
export async function eachLimited<T>(
  items: Iterable<T>,
  task: (item: T) => Promise<void>,
  atOnce = FILES_AT_ONCE,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    for (let next = queue.next(); !next.done && failures.length === 0; next = queue.next()) {
      await task(next.value).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (failures.length > 0) throw failures[0];
}
