import { inScript } from '../report/in-script.ts';

export interface PlayPageSettings {
  readonly key: string;
  readonly target: {
    readonly kind: 'mock' | 'live';
    readonly name: string;
    readonly baseUrl: string;
    readonly writes: boolean;
  };
  readonly modules: readonly {
    readonly name: string;
    readonly title: string;
    readonly operations: number;
  }[];
  /** Headers of an answer that do not come from the target. */
  readonly ownHeaders: readonly string[];
  /** Whether there is a page of events. */
  readonly events: boolean;
}

/** The page with its settings as data: of what a spec says, nothing becomes markup. */
export function playPage(template: string, settings: PlayPageSettings): string {
  return template.replace(/\bSETTINGS\b/, () => inScript(settings));
}
