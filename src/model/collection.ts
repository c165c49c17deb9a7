/** Postman Collection v2.1.0, the part of it that we write. Keys stand in the order in which they are written. */

export const COLLECTION_SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

export interface Collection {
  readonly info: {
    readonly _postman_id: string;
    readonly name: string;
    readonly description: string;
    readonly schema: string;
  };
  readonly item: readonly (Folder | Item)[];
  readonly auth: Auth;
  readonly event?: readonly ScriptEvent[];
  readonly variable: readonly Variable[];
}

export interface Folder {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly item: readonly (Folder | Item)[];
}

export interface Item {
  readonly id: string;
  readonly name: string;
  readonly event?: readonly ScriptEvent[];
  readonly request: Request;
  readonly response: readonly SavedExample[];
  readonly protocolProfileBehavior?: { readonly disableBodyPruning: boolean };
}

export interface Request {
  readonly auth?: Auth;
  readonly method: string;
  readonly header: readonly KeyValue[];
  readonly body?: Body;
  readonly url: Url;
  readonly description?: string;
}

export interface Url {
  /** The whole URL as Postman shows it; always what the parts below give. */
  readonly raw: string;
  readonly host: readonly string[];
  /** Absent: the host is the whole address, to which not even a slash may be added. */
  readonly path?: readonly string[];
  readonly query?: readonly KeyValue[];
  readonly variable?: readonly KeyValue[];
}

/** A header, a query parameter, a path variable or a urlencoded field. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly disabled?: boolean;
}

export type FormField =
  | (KeyValue & { readonly type: 'text'; readonly contentType?: string })
  | {
      readonly key: string;
      readonly type: 'file';
      readonly src: null;
      readonly description?: string;
      readonly disabled?: boolean;
      readonly contentType?: string;
    };

export type Body =
  | {
      readonly mode: 'raw';
      readonly raw: string;
      readonly options?: { readonly raw: { readonly language: string } };
    }
  | { readonly mode: 'urlencoded'; readonly urlencoded: readonly KeyValue[] }
  | { readonly mode: 'formdata'; readonly formdata: readonly FormField[] }
  | { readonly mode: 'file'; readonly file: { readonly src: null } };

export interface SavedExample {
  readonly id: string;
  readonly name: string;
  readonly originalRequest: Request;
  readonly status: string;
  readonly code: number;
  readonly _postman_previewlanguage: string;
  readonly header: readonly KeyValue[];
  readonly cookie: readonly never[];
  readonly body: string;
}

export type Auth =
  | { readonly type: 'noauth' }
  | { readonly type: 'bearer'; readonly bearer: readonly AuthAttribute[] }
  | { readonly type: 'basic'; readonly basic: readonly AuthAttribute[] }
  | { readonly type: 'apikey'; readonly apikey: readonly AuthAttribute[] }
  | { readonly type: 'oauth2'; readonly oauth2: readonly AuthAttribute[] };

export interface AuthAttribute {
  readonly key: string;
  readonly value: string;
  readonly type: 'string';
}

export interface Variable {
  readonly key: string;
  readonly value: string;
  readonly type: 'string';
  readonly description?: string;
}

export interface ScriptEvent {
  readonly listen: 'test' | 'prerequest';
  readonly script: { readonly type: 'text/javascript'; readonly exec: readonly string[] };
}
