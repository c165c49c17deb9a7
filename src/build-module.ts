import { attach } from './attach/attach.ts';
import type { ScriptTemplates } from './attach/render-script.ts';
import { convert } from './convert/convert.ts';
import type { Outcome } from './diagnostics/diagnostic.ts';
import { environmentBaseUrls, environmentVariables, givenVariables } from './emit/build-environments.ts';
import { emitModule } from './emit/emit-module.ts';
import { enrich } from './enrich/enrich.ts';
import type { Bundle } from './model/bundle.ts';
import type { Config } from './model/config.ts';
import type { LayOut } from './model/layout.ts';
import type { ModuleBuild } from './model/module-build.ts';
import type { SpecText } from './model/spec.ts';
import { countsWebhooks } from './normalise/counts-webhooks.ts';
import { summarise } from './normalise/summarise.ts';
import { apiReader, type ReadApi } from './sources.ts';
import { validate } from './validate/validate.ts';

/** Builds one module; undefined, with the reason, when it cannot be built. `settings`: see `buildSettings`. */
export type BuildModule = (spec: SpecText, settings: string) => Promise<Outcome<ModuleBuild | undefined>>;

/** The stages of a build, from a spec's text to the file of its collection, as one function. */
export function moduleBuilder(config: Config, templates: ScriptTemplates, layOut: LayOut): BuildModule {
  const readApi = apiReader(config);
  const given = givenVariables(config);
  return async (spec, settings) => {
    const { value: bundle, diagnostics } = await buildBundle(spec, config, { readApi, templates, layOut });
    if (!bundle) return { value: undefined, diagnostics };
    const { entry, content } = emitModule(bundle, { found: diagnostics, given, settings });
    return { value: { summary: summarise(bundle.api, config), entry, content, diagnostics }, diagnostics };
  };
}

interface BundleParts {
  readonly readApi: ReadApi;
  readonly templates: ScriptTemplates;
  readonly layOut: LayOut;
}

async function buildBundle(
  spec: SpecText,
  config: Config,
  { readApi, templates, layOut }: BundleParts,
): Promise<Outcome<Bundle | undefined>> {
  const { profile } = config;
  const source = await readApi(spec);
  if (!source.value) return { value: undefined, diagnostics: source.diagnostics };
  const { api, locate } = source.value;
  const converted = await convert(api, { webhooks: countsWebhooks(api, config), layOut });
  if (!converted.value)
    return { value: undefined, diagnostics: [...source.diagnostics, ...converted.diagnostics] };
  const variables = environmentVariables(config);
  const enriched = enrich(converted.value, {
    profile,
    environmentVariables: variables,
    baseUrls: environmentBaseUrls(config),
    links: config.links,
  });
  const attached = attach(enriched.value, {
    profile,
    budget: config.smoke.budgetMs,
    refreshTokens: config.refreshTokens,
    templates,
  });
  const valid = validate(attached.value, { profile, environmentVariables: variables });
  const found = [...enriched.diagnostics, ...attached.diagnostics, ...valid.diagnostics];
  return {
    value: valid.diagnostics.some(({ severity }) => severity === 'error') ? undefined : valid.value,
    diagnostics: [...source.diagnostics, ...locate(found)],
  };
}
