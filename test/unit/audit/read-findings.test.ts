import { describe, expect, it } from 'vitest';
import { readFindings, unexplained } from '../../../audit/read-findings.ts';

/** As `npm audit --json` of npm 11 writes it. */
const REPORT = {
  auditReportVersion: 2,
  vulnerabilities: {
    newman: { via: ['postman-runtime'] },
    'postman-runtime': { via: ['jose', 'handlebars'] },
    handlebars: {
      via: [advisory('handlebars', 'GHSA-aaaa-1', 'first'), advisory('handlebars', 'GHSA-aaaa-2', 'second')],
    },
    jose: { via: [advisory('jose', 'GHSA-bbbb-1', 'third'), advisory('jose', 'GHSA-bbbb-1', 'third')] },
  },
};

describe('the findings of npm audit', () => {
  it('are the advisories, each once, and not the packages above them', () => {
    expect(readFindings(REPORT)).toEqual([
      { packageName: 'handlebars', id: 'GHSA-aaaa-1', title: 'first' },
      { packageName: 'handlebars', id: 'GHSA-aaaa-2', title: 'second' },
      { packageName: 'jose', id: 'GHSA-bbbb-1', title: 'third' },
    ]);
    expect(readFindings({ vulnerabilities: {} })).toEqual([]);
  });

  it('are explained by a row of their own package only', () => {
    const readme =
      'GHSA-aaaa-2 in passing\n| handlebars | GHSA-aaaa-1 | why |\n| jose-other | GHSA-bbbb-1 | why |';
    expect(unexplained(readFindings(REPORT), readme).map(({ id }) => id)).toEqual([
      'GHSA-aaaa-2',
      'GHSA-bbbb-1',
    ]);
  });
});

function advisory(name: string, id: string, title: string) {
  return { name, title, url: `https://github.com/advisories/${id}`, severity: 'high', range: '<2' };
}
