import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType } from 'graphql';
import { enumLabels } from './enums';
import { resources } from './resources';

function keysOf(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [prefix];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, prefix ? `${prefix}.${key}` : key));
}

/** English has `_one` where Chinese needs only `_other`. */
function base(keys: string[]): string[] {
  return [...new Set(keys.map((key) => key.replace(/_(one|other)$/, '')))].toSorted();
}

function empty(value: unknown, prefix = ''): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [prefix] : [];
  return Object.entries(value as object).flatMap(([key, inner]) => empty(inner, `${prefix}.${key}`));
}

describe('translations', () => {
  for (const area of Object.keys(resources['zh-CN']) as (keyof (typeof resources)['zh-CN'])[]) {
    it(`${area} has the same keys in Chinese and English, none empty`, () => {
      expect(base(keysOf(resources.en[area]))).toEqual(base(keysOf(resources['zh-CN'][area])));
      expect(empty(resources['zh-CN'][area])).toEqual([]);
      expect(empty(resources.en[area])).toEqual([]);
    });
  }

  it('enums name exactly the values of the contract in both languages', () => {
    const schema = buildSchema(readFileSync('../schema/schema.graphql', 'utf8'));
    const contract = Object.fromEntries(
      Object.values(schema.getTypeMap())
        .filter((type) => isEnumType(type) && !type.name.startsWith('__'))
        .map((type) => [type.name, isEnumType(type) ? type.getValues().map((one) => one.name).toSorted() : []]),
    );
    for (const language of ['zh-CN', 'en'] as const) {
      const ours = Object.fromEntries(
        Object.entries(enumLabels[language]).map(([name, labels]) => [name, Object.keys(labels).toSorted()]),
      );
      expect(ours).toEqual(contract);
    }
  });
});
