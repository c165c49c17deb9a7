import type { NamedEnvironment } from '../build-environments.ts';
import type { V3File } from './collection-files.ts';

/** An environment as Postman's local workspaces hold it. Its secrets are empty, as everywhere in the out folder. */
export function environmentFile({ path, content }: NamedEnvironment): V3File {
  const { id, name, values } = content;
  return {
    path: `postman/${path.replace(/\.postman_environment\.json$/, '.environment.yaml')}`,
    content: { id, name, values: values.map((value) => ({ ...value })) },
  };
}
