import { readFile } from 'node:fs/promises';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import { Stop } from '../diagnostics/stop.ts';
import type { ModuleReport, RunReport } from '../model/report.ts';
import { systemReason } from './out-failure.ts';

/** Reports of earlier runs, as `smoke.json` holds them. @throws Stop that names one that is none. */
export async function readReports(files: readonly string[]): Promise<readonly RunReport[]> {
  return Promise.all(files.map(readReport));
}

async function readReport(file: string): Promise<RunReport> {
  let value: Partial<RunReport>;
  try {
    value = JSON.parse(await readFile(file, 'utf8')) as Partial<RunReport>;
  } catch (error) {
    throw unreadable(
      file,
      error instanceof SyntaxError ? `it is no valid JSON (${error.message})` : systemReason(error),
    );
  }
  if (value?.reportVersion !== 1 || !Array.isArray(value.modules) || !value.modules.every(isModule))
    throw unreadable(file, 'it is no smoke.json of hoopai-postman');
  return value as RunReport;
}

function isModule(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { module, requests, skipped, weak, coverage } = value as Partial<ModuleReport>;
  const { operations, statuses } = coverage ?? {};
  return (
    typeof module === 'string' &&
    [requests, skipped, weak, coverage?.byOperation].every(Array.isArray) &&
    [operations?.documented, statuses?.documented, statuses?.seen].every(Number.isFinite)
  );
}

function unreadable(file: string, reason: string): Stop {
  return new Stop([diagnostic('report-unreadable', { reason }, { file })]);
}
