import { checkValue } from '../schema/check-value.ts';
import { own } from '../schema/read.ts';
import type { Reading } from './reading.ts';
import { reasonAt } from './sampler.ts';

/** Holds every example that stands in a schema against that schema. */
export function checkExamples({ schemas, report }: Reading): void {
  for (const { schema, pointer } of schemas.documented) {
    const example = own(schema, 'example');
    if (example === undefined) continue;
    const [fault] = checkValue(example, schema, schemas.schemas, 1);
    if (fault) report('example-contradicts-schema', { reason: reasonAt(fault) }, pointer);
  }
}
