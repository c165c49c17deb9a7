import { isSecretName } from '../secrets/secret-name.ts';

export interface FilledEnvironment {
  /** As Postman imports it. */
  readonly content: {
    readonly name: string;
    readonly values: readonly {
      readonly key: string;
      readonly value: string;
      readonly type: 'default' | 'secret';
      readonly enabled: true;
    }[];
    readonly _postman_variable_scope: 'environment';
  };
  /** Variables that got a value now. */
  readonly filled: readonly string[];
  /** Variables that have none. */
  readonly empty: readonly string[];
  /** What is given and is no variable: by its name of the shell. */
  readonly unknown: readonly string[];
}

interface Variables {
  readonly values: ReadonlyMap<string, string>;
  /** Names of those of type `secret`. */
  readonly secret: ReadonlySet<string>;
}

export interface FillSources {
  readonly name: string;
  /** The shared environment. */
  readonly shared: Variables;
  /** The private one of an earlier time: what nobody gives a new value keeps the old one. */
  readonly before: Variables | undefined;
  /** Variables that requests use beyond those of the environment. */
  readonly used: Iterable<string>;
  /** Values by their names of the shell. */
  readonly given: ReadonlyMap<string, string>;
  readonly shellName: (name: string) => string;
}

/** A person's own copy of an environment, secrets filled in; it belongs in no repository. */
export function fillEnvironment(sources: FillSources): FilledEnvironment {
  const { name, shared, before, used, shellName } = sources;
  const given = (key: string): string => sources.given.get(shellName(key)) ?? '';
  const old = before?.values ?? new Map<string, string>();
  const optional = [...used].filter((key) => given(key) !== '');
  const names = [...new Set([...shared.values.keys(), ...old.keys(), ...optional])];
  const values = names.map((key) => ({
    key,
    value: given(key) || old.get(key) || shared.values.get(key) || '',
    type: shared.secret.has(key) || isSecretName(key) ? ('secret' as const) : ('default' as const),
    enabled: true as const,
  }));
  return {
    content: { name: `${name} (private)`, values, _postman_variable_scope: 'environment' },
    filled: names.filter((key) => given(key) !== ''),
    empty: values.filter(({ value }) => value === '').map(({ key }) => key),
    unknown: [...sources.given.keys()].filter((key) => !names.some((one) => shellName(one) === key)),
  };
}
