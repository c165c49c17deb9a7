// Tells the parent process, on descriptor 3, what the process that it is loaded into used: peak memory in kB, CPU time
// of all its threads in microseconds.
import { writeSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  writeSync(3, JSON.stringify({ kilobytes: maxRSS, microseconds: userCPUTime + systemCPUTime }));
});
