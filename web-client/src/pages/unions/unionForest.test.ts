import type { TreeUnionFragment } from '@/gql/graphql';
import { UnionForest } from './unionForest';

const union = (id: string, childCount = 0): TreeUnionFragment => ({
  id,
  name: `${id}工会`,
  shortName: id,
  level: 'TOWNSHIP',
  state: 'ACTIVE',
  childCount,
});

/** A city with two counties; the first has 250 unions below it, given a hundred at a time. */
function city() {
  const asked: string[] = [];
  const forest = new UnionForest(union('city', 2), async (id, after) => {
    asked.push(`${id}@${after ?? 'start'}`);
    if (id === 'city') return { nodes: [union('lanshan', 250), union('luozhuang')], end: null };
    const from = after ? Number(after) : 0;
    const nodes = Array.from({ length: Math.min(100, 250 - from) }, (_, index) => union(`u${from + index}`));
    return { nodes, end: from + 100 < 250 ? String(from + 100) : null };
  });
  return { forest, asked };
}

describe('UnionForest', () => {
  it('reads the pages of a long level until the union looked for is there, and no further', async () => {
    const { forest, asked } = city();
    await expect(forest.reveal(['city', 'lanshan', 'u150'])).resolves.toEqual(['city', 'lanshan', 'u150']);
    expect(asked).toEqual(['city@start', 'lanshan@start', 'lanshan@100']);
    expect(forest.get().children.get('lanshan')?.ids).toHaveLength(200);
  });

  it('stops where the way is not found', async () => {
    const { forest, asked } = city();
    await expect(forest.reveal(['city', 'lanshan', 'gone'])).resolves.toEqual(['city', 'lanshan']);
    expect(asked.at(-1)).toBe('lanshan@200');
  });

  it('asks once however often a level is opened at the same time', async () => {
    const { forest, asked } = city();
    await Promise.all([forest.open('city'), forest.open('city'), forest.readNext('city')]);
    await forest.open('city');
    expect(asked).toEqual(['city@start']);
  });

  it('tells its listeners of each page', async () => {
    const { forest } = city();
    let told = 0;
    forest.subscribe(() => {
      told += 1;
    });
    await forest.open('lanshan');
    await forest.readNext('lanshan');
    expect(told).toBe(2);
  });
});
