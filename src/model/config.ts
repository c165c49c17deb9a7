/** The settings of a run: validated, defaults filled in, flags applied. Paths are absolute. */
export interface Config {
  /** Paths, globs, URLs, or `-` for standard input. */
  readonly specs: readonly string[];
  /** The folder that relative paths in reports are shown against and in which references may reach. */
  readonly workingDirectory: string;
  readonly out: string;
  readonly profile: Profile;
  readonly environments: readonly EnvironmentConfig[];
  readonly references: ReferenceConfig;
  readonly limits: Limits;
  /** Adds a folder for 3.1 `webhooks`. */
  readonly webhooks: boolean;
  /** Gives each collection a script that gets a new access token when the old one is about to expire. */
  readonly refreshTokens: boolean;
  readonly smoke: SmokeConfig;
  readonly links: LinkConfig;
  readonly pull: PullConfig;
  readonly format: CollectionFormat;
  /** Absolute folder of what was built before; absent: where such folders lie; false: none is used. */
  readonly cache?: string | false;
}

/** `v2.1`: a collection is one JSON file, which all can import. `v3`: a folder, as in Postman's local workspaces. */
export type CollectionFormat = 'v2.1' | 'v3' | 'both';

/** Where the specs come from, and go to. */
export interface PullConfig {
  /** URL, absolute folder or absolute path of a zip archive; absent: nobody said. */
  readonly from?: string;
  /** By name, for a `from` that is a URL. */
  readonly modules: readonly string[];
  /** Addresses of modules beside those. */
  readonly urls: { readonly [module: string]: string };
  /** Absolute. */
  readonly into: string;
}

/** By variable: the operation whose response gives it, and the place in the body as a JSON pointer. */
export type LinkConfig = { readonly [variable: string]: { readonly from: string; readonly at: string } };

export interface SmokeConfig {
  /** Milliseconds that a response may take; the variable `response_budget_ms` overrides it in a run. */
  readonly budgetMs: number;
}

export interface ReferenceConfig {
  /** Reference prefix -> what stands in its place (relative to the config file's folder, or a URL). */
  readonly map: { readonly [prefix: string]: string };
  /** Folders that a reference may reach besides the spec's own, its parent and the working directory. */
  readonly roots: readonly string[];
}

export interface Limits {
  /** Bytes of one spec or referenced file. */
  readonly specBytes: number;
  /** Milliseconds for one download, redirects included. */
  readonly downloadMs: number;
  readonly redirects: number;
  /** Files that one spec may pull in by reference. */
  readonly referencedFiles: number;
  /** Objects and lists inside one another in a spec or referenced file. */
  readonly nesting: number;
}

export interface EnvironmentConfig {
  readonly name: string;
  /** Values by variable name; the profile's defaults hold for the rest. Never a secret. */
  readonly values: { readonly [variable: string]: string };
}

/** What is particular to one API, as data. */
export interface Profile {
  readonly name: string;
  readonly baseUrl: {
    readonly variable: string;
    /** Absent: the spec's first server. */
    readonly value?: string;
  };
  readonly auth: ProfileAuth;
  /** Keys of operations that take no auth although the spec does not say so: `POST /oauth/token`. */
  readonly openOperations: readonly string[];
  /** How a token that expires is got anew; absent: the API gives none, or its auth holds no token. */
  readonly tokens?: ProfileTokens;
  /** Variables of the environments, beyond the base URL and the auth's own. */
  readonly variables: readonly ProfileVariable[];
  readonly headers: readonly HeaderRule[];
  readonly rateLimit?: { readonly requests: number; readonly perMs: number; readonly perDay?: number };
  /** Field of every response body or header by which support finds a request. */
  readonly traceField?: string;
  /** Where the API publishes its specs; `{module}` in the address stands for a module's name. */
  readonly specs?: { readonly from: string; readonly modules: readonly string[] };
}

/** Where tokens come from (RFC 6749), and the names of the variables that hold what belongs to them. */
export interface ProfileTokens {
  /** Key of the operation that gives them: `POST /oauth/token`. */
  readonly operation: string;
  /** That of the auth. */
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Holds when the access token ends, in ISO 8601. */
  readonly expiresAt: string;
}

export type ProfileAuth =
  | { readonly type: 'bearer'; readonly token: string }
  | {
      readonly type: 'apikey';
      readonly in: 'header' | 'query';
      readonly name: string;
      readonly value: string;
    }
  | { readonly type: 'basic'; readonly username: string; readonly password: string }
  | { readonly type: 'oauth2'; readonly accessToken: string; readonly headerPrefix: string }
  | { readonly type: 'noauth' };

export interface ProfileVariable {
  readonly name: string;
  readonly description: string;
  readonly secret: boolean;
  /** Value in every environment that sets none. */
  readonly value: string;
  /** Parameters and body fields that hold the variable, compared without regard to case. */
  readonly fills: readonly string[];
  /** Fields that hold it only where a sibling can have no other value: `altId` where `altType` is `location`. */
  readonly fillsWhen: readonly { readonly name: string; readonly sibling: string; readonly only: string }[];
}

/** `drop`: the auth helper writes it. `set`: sent with every request that does not require a value of its own. */
export type HeaderRule =
  | { readonly name: string; readonly action: 'drop' }
  | { readonly name: string; readonly action: 'set'; readonly value: string };
