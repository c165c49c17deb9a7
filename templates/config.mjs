// Every key is optional; what is commented out shows the type, and the default where there is one.
/** @type {import('hoopai-postman').FileConfig} */
export default {
  // string[]: paths, globs, folders or URLs of the specs
  // specs: ['specs/*.{json,yaml,yml}'],
  // string: the folder for what is made
  // out: 'out',
  // string or object: the built-in profile, or one of your own (auth, variables, headers, rate limit)
  // profile: 'hoopai',
  // { [environment]: { [variable]: string } }: for all to read, so no secrets
  // environments: { staging: { base_url: 'https://staging.example.com' } },
  // { map: { [prefix]: string }, roots: string[] }: where references may lead
  // references: { map: {}, roots: [] },
  // { from: string, modules: string[], into: string }: where `pull` fetches specs
  // pull: { from: 'https://example.com/{module}/openapi.json', modules: ['contacts'], into: 'specs' },
  // { budgetMs: number }: milliseconds that a response may take
  // smoke: { budgetMs: 10_000 },
  // boolean: OpenAPI 3.1 webhooks beside the operations, too
  // webhooks: false,
  // boolean: a warning fails the run
  // strict: false,
};
