import type { Operation } from '../model/api.ts';
import { WEBHOOK_URL } from './rule.ts';

/**
 * The variable that holds where a webhook goes: `webhook_url`, or the server variable that the spec makes the whole
 * address of. One that might hold a secret, or the API's own address, is not taken.
 */
export function receiverVariable(
  { servers }: Pick<Operation, 'servers'>,
  environmentVariables: ReadonlySet<string>,
): string {
  const [named] = servers.flatMap(({ variable }) => variable ?? []);
  const isOurs = named !== undefined && /^[a-z][a-z\d_]*_url$/.test(named);
  return isOurs && !environmentVariables.has(named) ? named : WEBHOOK_URL;
}
