import { type Command, GROUPS } from './command.ts';

type Listed = Pick<Command, 'name' | 'group' | 'positional' | 'summary'>;

/** The commands under the job that they do, each with its summary, in lines of at most `columns`. */
export function formatCommands(commands: readonly Listed[], columns: number): string {
  const width = Math.max(...commands.map((command) => callOf(command).length)) + 4;
  const groups = Object.entries(GROUPS).flatMap(([group, heading]) => {
    const held = commands.filter((command) => (command.group ?? 'more') === group);
    if (held.length === 0) return [];
    const rows = held.flatMap((command) => {
      const [first = '', ...rest] = wrap(command.summary, columns - width);
      const call = `  ${callOf(command)}`.padEnd(width);
      return [`${call}${first}`, ...rest.map((line) => `${' '.repeat(width)}${line}`)];
    });
    return [[`${heading}:`, ...rows].join('\n')];
  });
  return groups.join('\n\n');
}

function callOf({ name, positional }: Listed): string {
  return positional ? `${name} [${positional.name}..]` : name;
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
