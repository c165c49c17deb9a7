import {
  astToString,
  type GlobalContext,
  type OpenAPI3,
  resolveRef,
  scanDiscriminators,
  transformSchema,
} from 'openapi-typescript';
import ts from 'typescript';
import { printableJson } from '../diagnostics/printable.ts';
import type { JsonObject } from '../model/json.ts';

/** A module's types as TypeScript; or why there are none. */
export type TypesText = { readonly text: string } | { readonly fault: string };

/** openapi-typescript decodes the names on the way to a schema as if they were parts of an address. */
const PERCENT = '\ue025';

/**
 * Types of an OpenAPI 3.1 document, as openapi-typescript writes them; its references all lead into itself and hold
 * no `%` encoding. The transform alone is called and not what stands before it there, which lints, and reads what a
 * `$ref` in an example names, from the disk and the network.
 */
export function typesText(document: JsonObject, header: string): TypesText {
  try {
    const schema = JSON.parse(JSON.stringify(document).replaceAll('%', PERCENT)) as OpenAPI3;
    const types = astToString(transformSchema(schema, contextOf(schema)));
    const text = printableJson(`${header}\n${types.replaceAll(/\ue025|\\ue025/gi, '%')}`);
    const fault = faultOf(text);
    return fault === undefined ? { text } : { fault };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function contextOf(schema: OpenAPI3): GlobalContext {
  return {
    additionalProperties: false,
    alphabetize: false,
    arrayLength: false,
    // What has a default may be left out of a request.
    defaultNonNullable: false,
    discriminators: scanDiscriminators(schema, { silent: true }),
    // An object of which the spec says nothing may hold anything.
    emptyObjectsUnknown: true,
    enum: false,
    enumValues: false,
    conditionalEnums: false,
    dedupeEnums: false,
    excludeDeprecated: false,
    exportType: false,
    immutable: false,
    injectFooter: [],
    pathParamsAsTypes: false,
    postTransform: undefined,
    propertiesRequiredByDefault: false,
    rootTypes: false,
    rootTypesNoSchemaPrefix: false,
    rootTypesKeepCasing: false,
    // Only of the linter that is not called.
    redoc: {} as GlobalContext['redoc'],
    silent: true,
    transform: undefined,
    transformProperty: undefined,
    resolve: (ref) => resolveRef(schema, ref, { silent: true }),
    makePathsEnum: false,
    generatePathParams: false,
    readWriteMarkers: false,
  };
}

/** Types compile to nothing: whatever a spec's text has made of itself, if anything is left it is no type. */
function faultOf(text: string): string | undefined {
  const { outputText, diagnostics = [] } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, removeComments: true },
  });
  const [first] = diagnostics;
  if (first) return ts.flattenDiagnosticMessageText(first.messageText, ' ');
  return outputText.trim() === 'export {};' ? undefined : 'a text of the spec would be code in them';
}
