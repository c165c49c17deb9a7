/** `contactId` -> `contact_id`; only letters, digits and underscores, since a name stands between braces. */
export function snakeCase(name: string): string {
  const snake = name
    .slice(0, 80)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase();
  return snake === '' ? 'value' : snake;
}

/** A spec must not choose a variable that the environment fills with something else, the token above all. */
export function free(name: string, prefix: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? `${prefix}_${name}` : name;
}
