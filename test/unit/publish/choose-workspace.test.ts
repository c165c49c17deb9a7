import { describe, expect, it } from 'vitest';
import { chooseWorkspace } from '../../../src/publish/choose-workspace.ts';

const TEAM = { id: '7f1c3c1e-1111-4000-8000-000000000000', name: 'Team' };
const MINE = { id: '7f1c3c1e-2222-4000-8000-000000000000', name: 'Mine' };
const TWIN = { id: '7f1c3c1e-3333-4000-8000-000000000000', name: 'Mine' };
const ELSEWHERE = '7f1c3c1e-4444-4000-8000-000000000000';

describe('chooseWorkspace', () => {
  it.each([
    ['by name', [TEAM, MINE], 'Team', undefined, TEAM.id],
    ['by id', [TEAM, MINE], MINE.id, undefined, MINE.id],
    ['of the lock', [TEAM, MINE], undefined, TEAM, TEAM.id],
    ['of the lock, under its new name', [{ ...TEAM, name: 'Crew' }], 'Crew', TEAM, TEAM.id],
    ['an id that is not listed', [TEAM], ELSEWHERE, undefined, ELSEWHERE],
    ['none asked for', [TEAM], undefined, undefined, 'usage-invalid'],
    ['a typo', [TEAM], 'Taem', undefined, 'workspace-unknown'],
    ['one of two', [MINE, TWIN], 'Mine', undefined, 'workspace-ambiguous'],
    ['another than the lock’s', [TEAM, MINE], 'Mine', TEAM, 'lock-of-other-workspace'],
  ])('%s', (_name, workspaces, asked, locked, wanted) => {
    const chosen = chooseWorkspace(workspaces, asked, locked);
    expect('code' in chosen ? chosen.code : chosen.id).toBe(wanted);
  });
});
