// Builds one document after the other with the library, each into an empty folder, and answers what came of it.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, messageOf, Stop } from '../../dist/index.js';

/** Refusals that are a fault of ours. */
const OWN_FAULTS = ['conversion-failed', 'operation-not-converted', 'invariant-broken'];

process.on('message', async ({ file, out }) => {
  rmSync(out, { recursive: true, force: true });
  forgetPeak();
  const start = process.cpuUsage();
  const outcome = await buildOne(file, out);
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  process.send({ ...outcome, seconds, megabytes: peak() });
});

async function buildOne(file, out) {
  try {
    const { failed, modules, diagnostics } = await build({
      cwd: dirname(out),
      specs: [file],
      // What one process built, the other has to build again.
      cache: false,
      out,
    });
    if (failed.length > 0) return refusal(diagnostics);
    const codes = diagnostics.filter(({ severity }) => severity !== 'info').map(({ code }) => code);
    return { state: 'built', codes, collection: join(out, modules[0].path), hash: hashOf(out) };
  } catch (error) {
    if (error instanceof Stop) return refusal(error.diagnostics);
    return { state: 'crashed', reason: String(error?.stack ?? error) };
  }
}

function refusal(diagnostics) {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const state = errors.some(({ code }) => OWN_FAULTS.includes(code)) ? 'crashed' : 'refused';
  return { state, reason: errors.map((error) => `${error.code}: ${messageOf(error)}`).join('; ') };
}

/** Of all files below a folder, with their names. */
function hashOf(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true }).toSorted()) {
    const file = join(folder, name);
    if (statSync(file).isFile()) hash.update(`${name}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Linux counts the peak anew after this; elsewhere it is the peak of all that the process has built. */
function forgetPeak() {
  globalThis.gc?.();
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {}
}

function peak() {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
