import type { ApiModel, Operation } from '../model/api.ts';

/** What a client fills in where a call leaves it out. */
export interface Fill {
  readonly in: 'path' | 'query' | 'body';
  readonly name: string;
  readonly variable: string;
  /** What the variable is called in a process's environment. */
  readonly environment: string;
}

export interface OperationEntry {
  /** Of the header `Version`. */
  readonly version?: string;
  readonly fills?: readonly Fill[];
}

/** The data of `operations.json` for one module, by operation key; nothing in it is ever code. */
export function operationTable(
  { operations }: ApiModel,
  fillsOf: (operation: Operation) => readonly Fill[],
): { readonly [key: string]: OperationEntry } {
  return Object.fromEntries(
    operations.map((operation) => {
      const version = versionOf(operation);
      const fills = fillsOf(operation);
      return [
        operation.key,
        { ...(version !== undefined && { version }), ...(fills.length > 0 && { fills }) },
      ];
    }),
  );
}

/** One that can stand in a header: RFC 9110, section 5.5. */
function versionOf({ parameters }: Operation): string | undefined {
  const version = parameters.find(
    ({ name, in: place }) => place === 'header' && name.toLowerCase() === 'version',
  );
  const value = version?.example;
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value) ? value : undefined;
}
