import type { ApiModel } from '../model/api.ts';

/** Whether a module's 3.1 `webhooks` are built: where that was asked for, and where the spec describes nothing else. */
export function countsWebhooks(
  { operations, webhooks }: Pick<ApiModel, 'operations' | 'webhooks'>,
  asked: { readonly webhooks: boolean },
): boolean {
  return webhooks.length > 0 && (asked.webhooks || operations.length === 0);
}
