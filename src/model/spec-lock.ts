/** `specs.lock.json`: what was pulled from where. Committed; it holds no clock and no secret. */
export interface SpecLock {
  readonly lockVersion: 1;
  /** By path relative to the lock's folder, `/` between segments. */
  readonly files: { readonly [path: string]: LockedFile };
}

export interface LockedFile {
  /** URL without secrets, or the path within the folder or archive. */
  readonly url: string;
  /** Of the file as it was written, hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly etag?: string;
  readonly lastModified?: string;
  /** Files that it refers to, by their paths here. */
  readonly references?: readonly string[];
}
