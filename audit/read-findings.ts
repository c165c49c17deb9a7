/** An advisory of `npm audit --json`, and the package that it is about. */
export interface Finding {
  readonly packageName: string;
  /** `GHSA-…` */
  readonly id: string;
  readonly title: string;
}

interface AuditReport {
  readonly vulnerabilities?: Readonly<Record<string, { readonly via: readonly (string | Advisory)[] }>>;
}

interface Advisory {
  readonly name: string;
  readonly url: string;
  readonly title: string;
}

/** Each advisory once; a package that only depends on one that has some is left out. */
export function readFindings(report: AuditReport): readonly Finding[] {
  const advisories = Object.values(report.vulnerabilities ?? {})
    .flatMap(({ via }) => via)
    .filter((entry) => typeof entry !== 'string')
    .map(({ name, url, title }) => ({ packageName: name, id: url.split('/').at(-1) ?? url, title }));
  return [
    ...new Map(advisories.map((finding) => [`${finding.packageName} ${finding.id}`, finding])).values(),
  ];
}

/** The findings of which the table of the README says nothing. */
export function unexplained(findings: readonly Finding[], readme: string): readonly Finding[] {
  const rows = readme.split('\n').filter((line) => line.startsWith('| ') && line.includes('GHSA-'));
  return findings.filter(
    ({ packageName, id }) => !rows.some((row) => row.startsWith(`| ${packageName} `) && row.includes(id)),
  );
}
