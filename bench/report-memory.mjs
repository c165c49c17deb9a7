// Tells the parent process, on descriptor 3, the peak memory (kB) of the process that it is loaded into.
import { writeSync } from 'node:fs';

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));
