import { describe, expect, it } from 'vitest';
import { formatWrites } from '../../../src/commands/format-plan.ts';
import type { SmokePlan } from '../../../src/model/smoke.ts';
import { outlineModule } from '../../../src/smoke/outline-module.ts';
import { planRun } from '../../../src/smoke/plan-run.ts';
import { builtModule, LIVE, ON_MOCK } from '../smoke/built-module.ts';

const MODULE = outlineModule(
  builtModule(
    {
      'GET /pets': { kind: 'list' },
      'POST /pets': { kind: 'create' },
      'DELETE /pets/:petId': { kind: 'delete' },
    },
    [{ variable: 'pet_id', producer: 'POST /pets', creates: true }],
  ),
);

describe('formatWrites', () => {
  it('names the target and counts what is made, changed and deleted', () => {
    const [head = '', pets = ''] = formatWrites(planOf(1));
    expect(head).toContain('https://api.example');
    expect([head, pets].map((line) => line.match(/\d+ (create|change|delete)s?/g))).toEqual([
      ['1 create', '1 delete'],
      ['1 create', '1 delete'],
    ]);
  });

  it('fits a screen, however many modules there are', () => {
    const lines = formatWrites(planOf(60));
    expect(lines.length).toBeLessThan(24);
    expect(lines[0]).toContain('60 creates');
  });

  it('says nothing where nothing is changed', () => {
    expect(formatWrites(planRun([MODULE], LIVE))).toEqual([]);
    expect(formatWrites(planRun([MODULE], ON_MOCK))).toEqual([]);
  });
});

function planOf(modules: number): SmokePlan {
  const built = Array.from({ length: modules }, (_, index) => ({ ...MODULE, module: `pets-${index}` }));
  return planRun(built, { ...LIVE, mode: 'write' });
}
