import { defineCommand } from './command.ts';

export const completionCommand = defineCommand({
  name: 'completion',
  group: 'start',
  summary: 'Print a script for the Tab key of bash, zsh or fish',
  examples: [
    ['$0 completion >> ~/.bashrc', 'Commands, flags and modules of ./out; the same with ~/.zshrc'],
    ['$0 completion | source', 'In fish'],
  ],
  flags: {},
  run: async (_args, { result }) => {
    const { completionScript } = await import('./parse-arguments.ts');
    result.print(await completionScript());
    return 0;
  },
});
