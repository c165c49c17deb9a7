import { createRequire } from 'node:module';
import type { Language, SnippetContext } from './language.ts';
import { plainRequest } from './plain-request.ts';
import type { SnippetRequest } from './snippet-request.ts';

/** What we use of postman-code-generators, which has no types. */
interface Generators {
  readonly getLanguageList: () => readonly {
    readonly key: string;
    readonly variants: readonly { readonly key: string }[];
  }[];
  readonly convert: (
    language: string,
    variant: string,
    request: object,
    options: object,
    callback: (error: unknown, snippet: string) => void,
  ) => void;
}

type MakeRequest = new (definition: object) => object;

/** How a comment begins, and the extension of its files. */
const SYNTAX: Readonly<Record<string, readonly [comment: string, extension: string]>> = {
  c: ['//', 'c'],
  csharp: ['//', 'cs'],
  curl: ['#', 'curl.sh'],
  dart: ['//', 'dart'],
  go: ['//', 'go'],
  http: ['', 'http'],
  java: ['//', 'java'],
  javascript: ['//', 'js'],
  kotlin: ['//', 'kt'],
  nodejs: ['//', 'node.js'],
  'objective-c': ['//', 'm'],
  ocaml: ['(*', 'ml'],
  php: ['//', 'php'],
  'postman-cli': ['#', 'postman-cli.sh'],
  powershell: ['#', 'ps1'],
  python: ['#', 'py'],
  r: ['#', 'r'],
  ruby: ['#', 'rb'],
  rust: ['//', 'rs'],
  shell: ['#', 'shell.sh'],
  swift: ['//', 'swift'],
};

/**
 * The languages of postman-code-generators: `go` is the first of its ways, `go-native` one by its name. Undefined where
 * the package is not installed.
 */
export function generatedLanguages(): readonly Language[] | undefined {
  const loaded = load();
  return loaded?.generators.getLanguageList().flatMap(({ key, variants }) => {
    const [comment, extension] = SYNTAX[key] ?? ['', `${key}.txt`];
    return variants.flatMap((variant, index): readonly Language[] => {
      const way = variant.key.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
      const write = (request: SnippetRequest, { server }: SnippetContext) =>
        generate(loaded, [key, variant.key], { request, server, comment });
      const named = { name: `${key}-${way}`, extension: `${way}.${extension}`, write };
      const bare: Language = { name: key, extension, write };
      if (variants.length === 1) return [bare];
      return index === 0 ? [bare, named] : [named];
    });
  });
}

interface Loaded {
  readonly generators: Generators;
  readonly Request: MakeRequest;
}

function load(): Loaded | undefined {
  try {
    const require = createRequire(import.meta.url);
    const generators = require('postman-code-generators') as Generators;
    // Its own: the class that it expects requests to be of.
    const own = createRequire(require.resolve('postman-code-generators'));
    const { Request } = own('postman-collection') as { readonly Request: MakeRequest };
    return { generators, Request };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

interface Asked {
  readonly request: SnippetRequest;
  readonly server: string;
  readonly comment: string;
}

async function generate(
  { generators, Request }: Loaded,
  [language, variant]: readonly [string, string],
  { request, server, comment }: Asked,
): Promise<string> {
  const { definition, notes } = plainRequest(request, server);
  const snippet = await new Promise<string>((resolve, reject) => {
    generators.convert(language, variant, new Request(definition), {}, (error, text) =>
      error ? reject(error instanceof Error ? error : new Error(String(error))) : resolve(text),
    );
  });
  return `${withComment(snippet.trimEnd(), comment === '' ? [] : notes, comment)}\n`;
}

function withComment(snippet: string, notes: readonly string[], comment: string): string {
  const lines = notes.map((note) => (comment === '(*' ? `(* ${note} *)` : `${comment} ${note}`));
  const [opening, ...rest] = snippet.split('\n');
  // Before its opening tag everything is output.
  const all = opening?.startsWith('<?php') ? [opening, ...lines, ...rest] : [...lines, snippet];
  return all.join('\n');
}
