import { type Diagnostic, diagnostic, messageOf } from '../diagnostics/diagnostic.ts';
import { type FilePull, type PulledFile, pullFile, type SpecFolder, type WantedFile } from './pull-file.ts';
import type { PullSource, SourceModule } from './pull-source.ts';

export interface PulledModule {
  readonly module: string;
  /** The spec and all that it refers to, directly or not; none when one of them could not be had. */
  readonly files: readonly PulledFile[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Pulling {
  readonly source: PullSource;
  readonly folder: SpecFolder;
  /** Documents that one spec may pull in. */
  readonly maxFiles: number;
  /** What was asked for in this pull: several specs refer to one document. */
  readonly asked: Map<string, Promise<FilePull>>;
}

/**
 * One spec, whole. A reference to what the source does not have is a warning, as it is in a build; one that could
 * not be had this time fails the module, so that its old files stay together.
 */
export async function pullModule({ module, address }: SourceModule, pulling: Pulling): Promise<PulledModule> {
  const files: PulledFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const waiting: WantedFile[] = [{ address, path: await pathOf(module, pulling.folder), isSpec: true }];
  const seen = new Set([address]);
  for (let wanted = waiting.shift(); wanted; wanted = waiting.shift()) {
    const pulled = await ask(wanted, pulling);
    if (pulled.file) files.push(pulled.file);
    else if (pulled.absent && !wanted.isSpec) diagnostics.push(...pulled.diagnostics.map(asWarning));
    else return { module, files: [], diagnostics: pulled.diagnostics };
    for (const reference of pulled.references) {
      if (seen.has(reference.address)) continue;
      if (seen.size > pulling.maxFiles)
        return { module, files: [], diagnostics: [tooMany(reference, pulling)] };
      seen.add(reference.address);
      waiting.push(reference);
    }
  }
  return { module, files, diagnostics };
}

function ask(wanted: WantedFile, { source, folder, asked }: Pulling): Promise<FilePull> {
  const key = `${wanted.path} ${wanted.address}`;
  const known = asked.get(key) ?? pullFile(wanted, source, folder);
  asked.set(key, known);
  return known;
}

const EXTENSIONS = ['.json', '.yaml', '.yml'];

/** The file keeps the name that it has; a new one is called by what is in it. */
async function pathOf(module: string, { hashOf }: SpecFolder): Promise<string> {
  for (const extension of EXTENSIONS)
    if ((await hashOf(module + extension)) !== undefined) return module + extension;
  return module;
}

function asWarning(found: Diagnostic): Diagnostic {
  const file = found.where?.file ?? '';
  return diagnostic('reference-unreadable', { ref: file, reason: messageOf(found) }, { file });
}

function tooMany({ address }: WantedFile, { source, maxFiles }: Pulling): Diagnostic {
  const reason = `it pulls in more than ${maxFiles} files`;
  return diagnostic('spec-unreadable', { reason }, { file: source.shown(address) });
}
