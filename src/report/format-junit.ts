import type { ModuleReport, RequestReport, RunReport } from '../model/report.ts';
import { hasFailed } from './totals.ts';
import { verdictOf } from './verdict.ts';

/** JUnit's XML as GitLab, Jenkins and GitHub's actions read it: a suite a module, a case a request. */
export function formatJunit(report: RunReport): string {
  const { durationMs, modules } = report;
  const { unfinished, headline } = verdictOf(report);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="hoopai-postman smoke"${counts(modules, unfinished)} time="${seconds(durationMs)}">`,
    ...(unfinished ? unfinishedSuite(headline, report.startedAt) : []),
    ...modules.flatMap((module) => suite(module, report.startedAt)),
    '</testsuites>',
    '',
  ].join('\n');
}

/** Its readers know no state of a whole run, and skipped cases alone would look green: an error of its own is seen. */
function unfinishedSuite(headline: string, startedAt: string): readonly string[] {
  const name = 'the run';
  return [
    `  <testsuite name="${name}"${counts([], true)} time="${seconds(0)}" timestamp="${attribute(startedAt)}">`,
    ...testcase({ classname: name, name: 'came to its end', time: 0 }, [
      `<error message="${attribute(headline)}"/>`,
    ]),
    '  </testsuite>',
  ];
}

function suite(report: ModuleReport, startedAt: string): readonly string[] {
  const { module, requests, skipped, error } = report;
  const time = requests.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const broken =
    error === undefined
      ? []
      : testcase({ classname: module, name: 'the module', time: 0 }, [
          `<error message="${attribute(error)}"/>`,
        ]);
  return [
    `  <testsuite name="${attribute(module)}"${counts([report])} time="${seconds(time)}" timestamp="${attribute(startedAt)}">`,
    ...broken,
    ...requests.flatMap((request) => requestCase(module, request)),
    ...skipped.flatMap(({ key, name, reason }) =>
      testcase({ classname: module, name: `${name} (${key})`, time: 0 }, [
        `<skipped message="${attribute(reason)}"/>`,
      ]),
    ),
    '  </testsuite>',
  ];
}

function requestCase(module: string, request: RequestReport): readonly string[] {
  const { folder, name, key, purpose, iteration, durationMs, error, assertions, traceId, curl, retries } =
    request;
  const failed = assertions.filter(({ passed }) => !passed);
  const details = [
    ...failed.map((one) => `${one.name}: ${one.message ?? ''}`),
    traceId && `traceId ${traceId}`,
    curl,
  ]
    .filter(Boolean)
    .join('\n');
  // GitLab keeps one of the cases that share a name.
  const marks = [purpose, iteration > 0 && `iteration ${iteration + 1}`].flatMap((mark) =>
    mark ? [` [${mark}]`] : [],
  );
  const classname = folder === '' ? module : `${module}.${folder}`;
  const children = [
    ...(retries > 0 ? [`<properties><property name="retries" value="${retries}"/></properties>`] : []),
    ...(error === undefined ? [] : [`<error message="${attribute(error)}">${escaped(details)}</error>`]),
    ...(error === undefined && failed.length > 0
      ? [
          `<failure message="${attribute(failed.map(({ name: assertion }) => assertion).join('; '))}">${escaped(details)}</failure>`,
        ]
      : []),
  ];
  return testcase({ classname, name: `${name}${marks.join('')} (${key})`, time: durationMs }, children);
}

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly time: number;
}

function testcase({ classname, name, time }: Case, children: readonly string[]): readonly string[] {
  const head = `    <testcase classname="${attribute(classname)}" name="${attribute(name)}" time="${seconds(time)}"`;
  return children.length === 0
    ? [`${head}/>`]
    : [`${head}>`, ...children.map((child) => `      ${child}`), '    </testcase>'];
}

/** A case is an error or a failure, not both; a module that broke off is one error and one case more. */
function counts(modules: readonly ModuleReport[], unfinished = false): string {
  const requests = modules.flatMap((module) => module.requests);
  const skipped = modules.reduce((sum, module) => sum + module.skipped.length, 0);
  const broken = modules.filter(({ error }) => error !== undefined).length + (unfinished ? 1 : 0);
  const erred = requests.filter(({ error }) => error !== undefined).length;
  const failures = requests.filter(hasFailed).length - erred;
  return ` tests="${requests.length + skipped + broken}" failures="${failures}" errors="${erred + broken}" skipped="${skipped}"`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function attribute(text: string): string {
  return escaped(text)
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;');
}

/** XML 1.0, section 2.2: most control characters cannot stand in a document, not even escaped. */
function escaped(text: string): string {
  const allowed = [...text]
    .filter((character) => /[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(character))
    .join('');
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
