/** What is wrong with a value, or undefined; `at` is the dotted way to it. */
export type Check = (value: unknown, at: string) => string | undefined;

/** A value of one kind, which `expected` says in words. */
export function leaf(expected: string, fits: (value: unknown) => boolean): Check {
  return (value, at) => (fits(value) ? undefined : `${at} should be ${expected}`);
}

/** An object with these fields; others may stand beside them. */
export function shape(fields: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (!isRecord(value)) return `${at || 'the root'} should be an object`;
    const entries = Object.entries(fields).map(([key, check]) => [key, value[key], check] as const);
    return firstFault(entries, at);
  };
}

/** An object with any keys, each of whose values fits. */
export function mapOf(check: Check): Check {
  return (value, at) => {
    if (!isRecord(value)) return `${at} should be an object`;
    return firstFault(
      Object.entries(value).map(([key, entry]) => [key, entry, check] as const),
      at,
    );
  };
}

/** What may be left out. */
export function optional(check: Check): Check {
  return (value, at) => (value === undefined ? undefined : check(value, at));
}

export function listOf(check: Check): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return `${at} should be a list`;
    return firstFault(
      value.map((entry: unknown, index) => [String(index), entry, check] as const),
      at,
    );
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The line (from 1) of a merge conflict that git left in a text. */
export function conflictLine(text: string): number | undefined {
  const index = text.split('\n').findIndex((line) => /^(<{7}|={7}|>{7})(\s|$)/.test(line));
  return index < 0 ? undefined : index + 1;
}

function firstFault(
  entries: readonly (readonly [key: string, value: unknown, check: Check])[],
  at: string,
): string | undefined {
  for (const [key, value, check] of entries) {
    const fault = check(value, at === '' ? key : `${at}.${key}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
