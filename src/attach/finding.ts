import type { Response } from '../model/api.ts';

/** A check that had to go or that says too little. */
export type Finding =
  /** The spec's own example breaks the check; `at` is the place in the example. */
  | {
      readonly kind: 'contradicted';
      readonly response: Response;
      readonly at: string;
      readonly reason: string;
    }
  | { readonly kind: 'weak'; readonly response: Response; readonly reason: string };
