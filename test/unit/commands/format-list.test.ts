import { describe, expect, it } from 'vitest';
import { formatModuleList, formatOperationList, listJson } from '../../../src/commands/format-list.ts';
import type { ModuleSummary } from '../../../src/model/build.ts';
import { recordScreen } from './terminal.ts';

const CONTACTS: ModuleSummary = {
  module: 'contacts',
  file: '/specs/contacts.json',
  title: 'Contacts API',
  version: '1.0',
  operations: [
    {
      key: 'GET /contacts/',
      operationId: 'list',
      summary: 'List',
      version: '2021-07-28',
      scopes: ['contacts.readonly'],
      deprecated: true,
    },
    {
      key: 'POST /contacts/',
      summary: 'Create',
      version: '2021-04-15',
      scopes: ['contacts.write'],
      deprecated: false,
    },
    {
      key: 'GET /contacts/{id}',
      summary: 'Get',
      version: '2021-07-28',
      scopes: ['contacts.readonly'],
      deprecated: false,
    },
  ],
};
const EMPTY: ModuleSummary = {
  module: 'empty',
  file: '/specs/empty.json',
  title: 'Empty',
  version: '2.0',
  operations: [],
};

describe('formatModuleList', () => {
  it('counts operations by method, and scopes', () => {
    const [titles, contacts, empty, , total] = formatModuleList([CONTACTS, EMPTY], recordScreen());
    expect(titles?.split(/\s+/)).toEqual([
      'Module',
      'Title',
      'Version',
      'Ops',
      'GET',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
      'Scopes',
    ]);
    expect(contacts?.split(/\s+/)).toEqual([
      'contacts',
      'Contacts',
      'API',
      '2021-04-15',
      '2021-07-28',
      '3',
      '2',
      '1',
      '2',
    ]);
    expect(empty?.split(/\s+/)).toEqual(['empty', 'Empty', '2.0', '0', '0']);
    expect(total).toBe('Modules: 2, operations: 3');
  });

  it('has a column for an unusual method when one occurs', () => {
    const operations = [{ key: 'TRACE /x', summary: '', scopes: [], deprecated: false }];
    expect(formatModuleList([{ ...EMPTY, operations }], recordScreen())[0]).toMatch(
      /DELETE {2}TRACE {2}Scopes$/,
    );
  });

  it('fits the screen', () => {
    const long = { ...CONTACTS, module: 'm'.repeat(60), title: 't'.repeat(200) };
    expect(formatModuleList([long], recordScreen(80)).filter((line) => line.length > 80)).toEqual([]);
  });

  it('prints nothing that a terminal would act on', () => {
    const hostile = { ...CONTACTS, title: 'x\u001b[31m\u202e' };
    expect(formatModuleList([hostile], recordScreen()).join('\n')).not.toMatch(/[\p{Cf}]|(?!\n)\p{Cc}/u);
  });
});

describe('formatOperationList', () => {
  it('shows each operation of a module', () => {
    const [heading, , list, create] = formatOperationList([CONTACTS], recordScreen());
    expect(heading).toBe('contacts  Contacts API 1.0');
    expect(list?.split(/\s{2,}/)).toEqual([
      'GET',
      '/contacts/',
      'list',
      '2021-07-28',
      'contacts.readonly',
      'deprecated',
    ]);
    expect(create?.split(/\s{2,}/)).toEqual(['POST', '/contacts/', '2021-04-15', 'contacts.write']);
  });
});

describe('listJson', () => {
  it('holds methods, versions and scopes of each module, and each operation', () => {
    expect(listJson({ modules: [CONTACTS], failed: [] }, [])).toEqual({
      modules: [
        {
          module: 'contacts',
          file: '/specs/contacts.json',
          title: 'Contacts API',
          version: '1.0',
          versions: ['2021-04-15', '2021-07-28'],
          methods: { GET: 2, POST: 1 },
          scopes: ['contacts.readonly', 'contacts.write'],
          operations: [
            { method: 'GET', path: '/contacts/', ...CONTACTS.operations[0] },
            { method: 'POST', path: '/contacts/', ...CONTACTS.operations[1] },
            { method: 'GET', path: '/contacts/{id}', ...CONTACTS.operations[2] },
          ],
        },
      ],
      failed: [],
      diagnostics: [],
    });
  });
});
