import type { Json } from '../model/json.ts';
import { checkValue } from '../schema/check-value.ts';
import { readDefault } from '../schema/documented-value.ts';
import { own } from '../schema/read.ts';
import type { Reading } from './reading.ts';
import { reasonAt } from './sampler.ts';

/** Holds every example and every default that stands in a schema against that schema. */
export function checkExamples({ schemas, report }: Reading): void {
  for (const { schema, keyword, pointer } of schemas.documented) {
    const given = own(schema, keyword);
    if (given === undefined || (keyword === 'default' && isEmpty(given))) continue;
    const value = keyword === 'default' ? readDefault(given, schema, schemas.schemas) : given;
    const [fault] = checkValue(value, schema, schemas.schemas, 1);
    if (fault) report(`${keyword}-contradicts-schema`, { reason: reasonAt(fault) }, pointer);
  }
}

/** Many specs write `null`, `{}` or `[]` for "there is no default", whatever the type: the sample ignores it then. */
function isEmpty(value: Json): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
