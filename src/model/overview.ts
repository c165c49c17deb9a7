import type { RunReport } from './report.ts';

/** How a project stands, found out without building anything and without a network. */
export interface Overview {
  /** Absolute. */
  readonly out: string;
  /** Absent: nothing was built yet. */
  readonly built?: { readonly modules: number; readonly requests: number };
  /** By module, why a build would change it; those that come from a URL are not among them. */
  readonly stale: { readonly [module: string]: 'changed' | 'new' | 'gone' | 'unreadable' };
  /** Absent: no smoke run left a report. */
  readonly lastRun?: Pick<RunReport, 'state' | 'startedAt' | 'mode' | 'target' | 'totals'> & {
    /** Names of the modules in which something failed. */
    readonly failed: readonly string[];
  };
}
