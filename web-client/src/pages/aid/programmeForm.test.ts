import { describe, expect, it } from 'vitest';
import type { ProgrammeFactsFragment } from '@/gql/graphql';
import { fromProgramme, ownTerms, toProgrammeInput, toTerms } from './programmeForm';

const rule = {
  kind: 'INCOME', text: '…', tiers: [], causes: [], facts: [], percent: 150, lessRigid: false, relations: [], levels: [], ageFrom: null, ageTo: null,
  kinds: [], sentence: '低于低保线 1.5 倍', source: '临会发〔2014〕20号',
} as const;

const programme = {
  id: 'programme_1', year: 2026, kind: 'LIVING_RELIEF', name: '生活救助', note: null, state: 'OPEN', opensOn: '2026-01-01', closesOn: '2026-12-31',
  edition: 1, version: 2, manageable: true,
  terms: { rules: [rule], amounts: [{ tier: 'DEEP', level: null, least: '500.00', most: '500.00' }], householdCap: null, pupilCap: '900.00', papers: ['申请表'], decides: 'COUNTY' },
} as unknown as ProgrammeFactsFragment;

describe('the form of a programme', () => {
  it('sends of a rule only what its kind has', () => {
    const terms = toTerms('LIVING_RELIEF', { rules: [{ kind: 'TIER', tiers: ['DEEP'], percent: 80, sentence: '深度困难', source: '某文' }] });
    expect(terms.rules).toEqual([{ kind: 'TIER', tiers: ['DEEP'], sentence: '深度困难', source: '某文' }]);
  });

  it('gives back what it was given', () => {
    const values = fromProgramme(programme);
    const input = toProgrammeInput({ ...values, reason: '标准提高' });
    expect(input.terms).toEqual({
      rules: [{ kind: 'INCOME', percent: 150, lessRigid: false, sentence: rule.sentence, source: rule.source }],
      amounts: [{ tier: 'DEEP', level: null, least: '500.00', most: null }],
      householdCap: null, pupilCap: '900.00', papers: ['申请表'], decides: 'COUNTY',
    });
    expect(input).not.toHaveProperty('reason');
    expect(ownTerms(programme)).toEqual(input.terms);
  });

  it('leaves out papers without a name', () => {
    expect(toTerms('LIVING_RELIEF', { papers: ['  ', '录取通知书 '] }).papers).toEqual(['录取通知书']);
  });

  it('has no money in it for a file', () => {
    const terms = toTerms('NEEDY_FILE', { amounts: [{ least: '500.00' }], householdCap: '900.00', pupilCap: '800.00', papers: ['身份证'], decides: 'COUNTY' });
    expect(terms).toEqual({ rules: [], amounts: [], householdCap: null, pupilCap: null, papers: ['身份证'], decides: 'COUNTY' });
  });
});
