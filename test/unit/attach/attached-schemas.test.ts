import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectationOf } from '../../../src/attach/expectation.ts';
import type { ApiModel, Operation, Schema } from '../../../src/model/api.ts';
import { readSettings } from '../../../src/settings.ts';
import { readApis } from '../../../src/sources.ts';
import { ROOT } from '../../command.ts';
import { describeWithShared, SHARED } from '../../shared.ts';
import { validator } from './fake-pm.ts';

describe('the schemas of the bundled specs', () => {
  it('compile in the sandbox, and take the example of the spec', async () => {
    const { faults, schemas } = check(await modelsOf([]));
    expect(faults).toEqual([]);
    expect(schemas).toBeGreaterThan(90);
  });
});

describeWithShared('the schemas of the 41 real modules', () => {
  it('compile in the sandbox, and take the example of the spec', async () => {
    const { faults, schemas } = check(await modelsOf([join(SHARED, 'specs', 'hoopai', 'apps', '*.json')]));
    expect(faults).toEqual([]);
    expect(schemas).toBeGreaterThan(400);
  });
});

async function modelsOf(specs: readonly string[]): Promise<readonly ApiModel[]> {
  const { config } = await readSettings(specs.length > 0 ? { specs } : {}, ROOT);
  return (await readApis(config, nothing(), undefined)).value.apis;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

function check(models: readonly ApiModel[]): {
  readonly faults: readonly string[];
  readonly schemas: number;
} {
  const found = models.flatMap((api) => api.operations.flatMap((operation) => schemasOf(operation, api)));
  const faults = found.flatMap(({ name, schema, example }) => {
    const fault = faultOf(schema, example);
    return fault === undefined ? [] : [`${name}: ${fault}`];
  });
  return { faults, schemas: found.length };
}

function schemasOf(operation: Operation, { module, schemas }: ApiModel) {
  const { expectation } = expectationOf(operation, schemas, { access: '', trace: null, budget: 1 });
  return Object.entries(expectation.content).flatMap(([status, { schema }]) => {
    const response = operation.responses.find((one) => one.status === status);
    const example = response?.contents[0]?.examples[0]?.value;
    return schema ? [{ name: `${module} ${operation.key} ${status}`, schema, example }] : [];
  });
}

function faultOf(schema: Schema, example: unknown): string | undefined {
  const ajv = validator();
  try {
    return example === undefined || ajv.validate(schema, example) ? undefined : ajv.errorsText();
  } catch (error) {
    return String(error);
  }
}
