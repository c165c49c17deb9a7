/**
 * What the converter is asked to lay out: a request, or a response behind a stand-in request. No schemas, on which
 * it spends most of its time and draws random values; no path, names, descriptions, tags and parameters, which the
 * rules of `enrich` read from the model itself: so that the operations of all APIs share a few layouts.
 */
export interface Layout {
  readonly method: string;
  /** Media type of the body that is sent; absent: no body. */
  readonly body?: string;
  /** Status code of the response. */
  readonly code?: number;
  /** Media type of the response; absent: no content. */
  readonly type?: string;
}

/** What the converter makes of a layout. */
export interface LaidOut {
  readonly method: string;
  readonly bodyMode?: string | undefined;
  readonly language?: string | undefined;
  readonly headers: readonly LaidOutHeader[];
  readonly responses: readonly LaidOutResponse[];
}

export interface LaidOutResponse {
  readonly code: number;
  readonly name: string;
  readonly status: string;
  readonly preview: string;
  readonly headers: readonly LaidOutHeader[];
}

export interface LaidOutHeader {
  readonly key: string;
  readonly value: string;
}

/**
 * Lays out each of these, by a text that stands for it: the items that came out, one where all is well. Rejects with
 * the converter's reason when it refuses.
 */
export type LayOut = (
  layouts: ReadonlyMap<string, Layout>,
) => Promise<ReadonlyMap<string, readonly LaidOut[]>>;

/** What was laid out before, by the same text: a `Map` is one. */
export interface LayoutMemory {
  readonly get: (key: string) => LaidOut | undefined;
  readonly set: (key: string, laidOut: LaidOut) => unknown;
}
