import type {
  CollectionFormat,
  Limits,
  LinkConfig,
  Profile,
  ProfileAuth,
  ProfileTokens,
  ProfileVariable,
  SmokeConfig,
} from '../model/config.ts';

/**
 * What a config file may hold; every key is optional. Relative paths are taken from the file's folder. Secrets
 * have no place here: a value for a variable that the profile calls secret is refused.
 */
export interface FileConfig {
  /** Paths, globs or URLs of the specs. Default: `specs/*.{json,yaml,yml}`, or the bundled ones. */
  readonly specs?: readonly string[] | undefined;
  /** The folder to write to. Default: `out`. */
  readonly out?: string | undefined;
  /** The name of a built-in profile, or one of your own. Default: `hoopai`. */
  readonly profile?: string | ProfileConfig | undefined;
  /** Beyond `production` and `mock`, which exist in any case and take values from here too. */
  readonly environments?: EnvironmentsConfig | undefined;
  readonly references?:
    | {
        /** Reference prefix -> the path or URL that stands in its place. */
        readonly map?: Readonly<Record<string, string>> | undefined;
        /** Folders that references may reach besides the spec's own, its parent and the working directory. */
        readonly roots?: readonly string[] | undefined;
      }
    | undefined;
  readonly limits?: Optional<Limits> | undefined;
  readonly smoke?: Optional<SmokeConfig> | undefined;
  /** Where the value of a collection variable comes from, where the spec does not tell. */
  readonly links?: LinkConfig | undefined;
  readonly pull?:
    | {
        /** URL with `{module}` in it, folder or zip archive. Default: what the profile says. */
        readonly from?: string | undefined;
        /** The modules of a URL. Default: the profile's. */
        readonly modules?: readonly string[] | undefined;
        /** Addresses of single specs by module, beside those or in place of them. */
        readonly urls?: Readonly<Record<string, string>> | undefined;
        /** Default: `specs`. */
        readonly into?: string | undefined;
      }
    | undefined;
  /** Adds a folder for OpenAPI 3.1 `webhooks` to each collection. Default: false. */
  readonly webhooks?: boolean | undefined;
  /** Gives each collection a script that gets a new access token in time. Default: false. */
  readonly refreshTokens?: boolean | undefined;
  /** Also, or only, folders as in Postman's local workspaces. Default: `v2.1`. */
  readonly format?: CollectionFormat | undefined;
  /** The folder that keeps what was built, or false for none. Default: `node_modules/.cache`, or the user's own. */
  readonly cache?: string | boolean | undefined;
  /** Exit code 1 when a diagnostic of level warning or error was found. Default: false. */
  readonly strict?: boolean | undefined;
}

/** Variable values by environment: a map of names, or a list where the order matters to you. */
export type EnvironmentsConfig =
  | Readonly<Record<string, EnvironmentValues>>
  | readonly { readonly name: string; readonly values?: EnvironmentValues | undefined }[];

export type EnvironmentValues = Readonly<Record<string, string>>;

/**
 * A profile of your own. With `extends` the named profile holds for every key left out, and `variables`,
 * `headers` and `openOperations` are added to its own (an entry of the same name takes the place of the old one).
 */
export interface ProfileConfig {
  readonly extends?: string | undefined;
  readonly name?: string | undefined;
  /** `variable` defaults to `base_url`; without `value` the spec's first server is used. */
  readonly baseUrl?:
    | { readonly variable?: string | undefined; readonly value?: string | undefined }
    | undefined;
  /** Names of the variables that hold the credentials. Default: bearer with `access_token`. */
  readonly auth?: ProfileAuth | undefined;
  readonly openOperations?: readonly string[] | undefined;
  /** Where tokens come from; the names of their variables default to those of RFC 6749. */
  readonly tokens?: ({ readonly operation: string } & Optional<TokenVariables>) | undefined;
  readonly variables?: readonly ProfileVariableConfig[] | undefined;
  /** Default: drop the header that the auth writes itself. */
  readonly headers?: Profile['headers'] | undefined;
  readonly rateLimit?:
    | { readonly requests: number; readonly perMs: number; readonly perDay?: number | undefined }
    | undefined;
  readonly traceField?: string | undefined;
  readonly specs?: Profile['specs'] | undefined;
}

type TokenVariables = Omit<ProfileTokens, 'operation' | 'accessToken'>;

/** `fills` defaults to the name itself and its camelCase form. */
export type ProfileVariableConfig = Pick<ProfileVariable, 'name'> & Optional<Omit<ProfileVariable, 'name'>>;

type Optional<T> = { readonly [Key in keyof T]?: T[Key] | undefined };
