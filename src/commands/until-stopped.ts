/** Ctrl-C is how a command ends that runs until then, and no failure; a second one ends it at once. */
export function untilStopped(): Promise<void> {
  process.removeAllListeners('SIGINT');
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
