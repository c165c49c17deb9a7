import { expect, it } from 'vitest';
import { isNestedDeeper } from '../../../src/postman/is-nested-deeper.ts';

it.each<[string, { given: string; want: boolean }]>([
  ['flat', { given: '{"a":[]}', want: false }],
  ['at the limit', { given: '[[{}]]', want: false }],
  ['beyond it', { given: '[[[[]]]]', want: true }],
  ['side by side', { given: '[[],[],[],[]]', want: false }],
  ['in a string', { given: '["[[[[", "\\"[[[[", "\\\\", []]', want: false }],
  ['behind a string', { given: '["\\\\",[[[', want: true }],
])('%s', (_name, { given, want }) => expect(isNestedDeeper(given, 3)).toBe(want));
