import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { formatHtml, type PageTemplates } from '../../../src/report/format-html.ts';
import { verdictOf } from '../../../src/report/verdict.ts';
import { failedOf, HOSTILE, moduleOf, reportOf } from './run-report.ts';

const TEMPLATES: PageTemplates = {
  page: '<meta content="POLICY"><style>STYLE</style><script type="application/json">REPORT</script><script>SCRIPT</script>',
  styles: ['a {}', 'b {}'],
  scripts: ["const POLICY = '$&';", 'show();'],
};
const REPORT = reportOf([
  moduleOf([failedOf(`${HOSTILE} STYLE SCRIPT REPORT`, { name: HOSTILE })], { module: HOSTILE }),
]);

describe('formatHtml', () => {
  const html = formatHtml(REPORT, TEMPLATES);
  const [, policy = '', style = '', data = '', script = ''] =
    /^<meta content="(.*?)"><style>(.*?)<\/style><script type="application\/json">(.*?)<\/script><script>(.*?)<\/script>$/s.exec(
      html,
    ) ?? [];

  it('puts the parts together, each as it is, and the report with its verdict as JSON', () => {
    expect([style, script]).toEqual(['a {}\nb {}', "const POLICY = '$&';\nshow();"]);
    expect(JSON.parse(data)).toEqual(JSON.parse(JSON.stringify({ ...REPORT, verdict: verdictOf(REPORT) })));
  });

  it('lets nothing of the report end the block that it stands in', () => {
    expect(data).not.toMatch(/[<>&\u2028\u2029]/);
  });

  it('allows its own style and script, and nothing else', () => {
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toContain(`style-src ${hash(style)};`);
    expect(policy).toContain(`script-src ${hash(script)};`);
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });
});
