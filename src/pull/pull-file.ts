import { createHash } from 'node:crypto';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { checkText } from '../io/check-text.ts';
import type { Validators } from '../io/download.ts';
import { SPEC_LOCK } from '../io/spec-lock.ts';
import { checkRoot } from '../load/check-root.ts';
import { formatOf, parseDocument } from '../load/parse-document.ts';
import type { LockedFile, SpecLock } from '../model/spec-lock.ts';
import { placeReferences } from './place-references.ts';
import type { PullSource, SourceAnswer } from './pull-source.ts';

/** A document of the source that is wanted in the folder of specs. */
export interface WantedFile {
  readonly address: string;
  /** Relative to the folder; without extension when the content is to say. */
  readonly path: string;
  readonly isSpec: boolean;
}

/** A document as it is to stand in the folder of specs. */
export interface PulledFile {
  readonly path: string;
  readonly locked: LockedFile;
  /** Absent: the file that is there is still the newest. */
  readonly bytes?: Uint8Array;
}

export interface FilePull {
  /** Absent: it could not be had; the diagnostics say why. */
  readonly file?: PulledFile;
  /** The source says that there is no such document. */
  readonly absent: boolean;
  readonly references: readonly WantedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What stands in the folder of specs before a pull. */
export interface SpecFolder {
  readonly lock: SpecLock | undefined;
  /** SHA-256 of the file at a path; undefined when there is none. */
  readonly hashOf: (path: string) => Promise<string | undefined>;
}

/**
 * One document, with the place of each that it refers to. Where the folder still holds what was pulled before, the
 * source is asked only whether there is a newer one.
 */
export async function pullFile(
  wanted: WantedFile,
  source: PullSource,
  folder: SpecFolder,
): Promise<FilePull> {
  const { address, path } = wanted;
  const locked = folder.lock?.files[path];
  const isKnown = locked?.url === source.shown(address) && (await folder.hashOf(path)) === locked.sha256;
  const { value, diagnostics } = await source.read(address, isKnown ? validatorsOf(locked) : {});
  if (value === 'unchanged' && locked)
    return {
      file: { path, locked },
      absent: false,
      references: recalled(locked, wanted, source, folder),
      diagnostics: [],
    };
  if (typeof value === 'object') return readAnswer(wanted, value, source);
  return { absent: value === 'absent', references: [], diagnostics };
}

function validatorsOf({ etag, lastModified }: LockedFile): Validators {
  return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}

/** The text in the folder no longer says what the source calls them. */
function recalled(
  { references = [] }: LockedFile,
  { address }: WantedFile,
  source: PullSource,
  { lock }: SpecFolder,
): readonly WantedFile[] {
  return references.flatMap((path) => {
    const url = lock?.files[path]?.url;
    return url === undefined ? [] : [{ address: source.recall(url, address), path, isSpec: false }];
  });
}

function readAnswer(
  { address, path, isSpec }: WantedFile,
  { bytes, base, mediaType, validators }: Exclude<SourceAnswer, string>,
  source: PullSource,
): FilePull {
  const url = source.shown(address);
  const refused = (diagnostics: readonly Diagnostic[]): FilePull => ({
    absent: false,
    references: [],
    diagnostics,
  });
  const { value: text, diagnostics } = checkText(bytes, url);
  if (text === undefined) return refused(diagnostics);
  const parsed = parseDocument(text, url, { base, ...(mediaType !== undefined && { mediaType }) });
  if (parsed.value === undefined) return refused(parsed.diagnostics);
  const faults = isSpec ? checkRoot(parsed.value, url).diagnostics : [];
  if (faults.length > 0) return refused(faults);
  const isYaml = /\.ya?ml$/i.test(base) || formatOf(text, base, mediaType) === 'YAML';
  const named = /\.\w+$/.test(path) ? path : `${path}.${isYaml ? 'yaml' : 'json'}`;
  const placed = placeReferences(text, parsed.value, named);
  const content = placed.text === text ? bytes : Buffer.from(placed.text);
  const references = placed.references.flatMap(({ written, path: target }): readonly WantedFile[] => {
    const there = source.resolve(written, base);
    return there === undefined || target === SPEC_LOCK
      ? []
      : [{ address: there, path: target, isSpec: false }];
  });
  const locked = lockedFile(
    url,
    content,
    validators,
    references.map((reference) => reference.path),
  );
  return { file: { path: named, locked, bytes: content }, absent: false, references, diagnostics: [] };
}

/** Keys in the order in which the lock shows them. */
function lockedFile(
  url: string,
  bytes: Uint8Array,
  { etag, lastModified }: Validators,
  references: readonly string[],
): LockedFile {
  return {
    url,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.byteLength,
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
    ...(references.length > 0 && { references: [...new Set(references)].sort() }),
  };
}
