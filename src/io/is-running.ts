import { errorCode } from './out-failure.ts';

/** True when this machine runs a process of that id. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process may not be signalled, but it runs.
    return errorCode(error) === 'EPERM';
  }
}
