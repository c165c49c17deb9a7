import { v5 } from 'uuid';

/** Ids of everything that we make are UUIDs of version 5 (RFC 9562, section 5.5) in this namespace. */
const NAMESPACE = 'c1b6d5f0-6d0e-5a5e-9d5a-6f1f0c5f3b7e';

/** The same id for the same parts, in every build on every machine. No part may hold a NUL, which separates them. */
export function stableId(...parts: readonly string[]): string {
  return v5(parts.join('\0'), NAMESPACE);
}
