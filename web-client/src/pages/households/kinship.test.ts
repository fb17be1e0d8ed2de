import { relationTo } from './kinship';

const of = (relation: Parameters<typeof relationTo>[0]['relation'], sex: 'MALE' | 'FEMALE' = 'FEMALE') => ({ relation, sex });

describe('relationTo', () => {
  it('says what the others are to a widow', () => {
    const widow = of('SPOUSE');
    expect(relationTo(widow, of('SELF', 'MALE'))).toBe('SPOUSE');
    expect(relationTo(widow, of('SON', 'MALE'))).toBe('SON');
    expect(relationTo(widow, of('MOTHER'))).toBe('IN_LAW');
    expect(relationTo(widow, of('IN_LAW', 'MALE'))).toBe('FATHER');
    expect(relationTo(widow, of('IN_LAW'))).toBe('MOTHER');
  });

  it('says what the others are to a child', () => {
    const daughter = of('DAUGHTER');
    expect(relationTo(daughter, of('SELF', 'MALE'))).toBe('FATHER');
    expect(relationTo(daughter, of('SPOUSE'))).toBe('MOTHER');
    expect(relationTo(daughter, of('SON', 'MALE'))).toBe('SIBLING');
    expect(relationTo(daughter, of('FATHER', 'MALE'))).toBe('GRANDPARENT');
  });

  it('says what the others are to a parent', () => {
    expect(relationTo(of('MOTHER'), of('SELF', 'MALE'))).toBe('SON');
    expect(relationTo(of('MOTHER'), of('FATHER', 'MALE'))).toBe('SPOUSE');
    expect(relationTo(of('FATHER', 'MALE'), of('MOTHER'))).toBe('SPOUSE');
    expect(relationTo(of('FATHER', 'MALE'), of('DAUGHTER'))).toBe('GRANDCHILD');
  });

  it('leaves open what does not follow', () => {
    expect(relationTo(of('OTHER'), of('SELF'))).toBeUndefined();
    expect(relationTo(of('SON', 'MALE'), of('GRANDCHILD'))).toBeUndefined();
    expect(relationTo(of('SPOUSE'), of('OTHER'))).toBeUndefined();
    expect(relationTo(of('SPOUSE'), { relation: 'IN_LAW', sex: null })).toBeUndefined();
  });
});
