import { readFile, stat } from 'node:fs/promises';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { Json } from '../model/json.ts';
import { errorCode, systemReason } from './out-failure.ts';

/** A file of Postman's as plain JSON. @throws Stop `environment-unreadable`; what stands in it is never quoted. */
export async function readPostmanJson(file: string): Promise<Json> {
  const fault = (reason: string) => new Stop([diagnostic('environment-unreadable', { reason }, { file })]);
  try {
    // A pipe would be waited for without end.
    if (!(await stat(file)).isFile()) throw fault('it is no plain file');
    const text = await readFile(file, 'utf8');
    return JSON.parse(text.replace(/^\ufeff/, '')) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) throw fault('it is no valid JSON');
    if (errorCode(error) === undefined) throw error;
    throw fault(systemReason(error));
  }
}
