import type { SurveyFormFragment } from '@/gql/graphql';

/** The facts of a household that a record takes, by the names of the form. */
export const factNames = [
  'hukou', 'housing', 'population', 'labourForce', 'annualIncomePerHead', 'annualRigidExpense',
  'tier', 'mainCause', 'otherCauses', 'needyFile', 'singleParentFemaleWorker', 'needs',
] as const;

export type FactName = (typeof factNames)[number];
export type SurveyFacts = Pick<SurveyFormFragment['household'], FactName>;

/** The facts among others. */
export function factsOf(of: SurveyFacts): SurveyFacts {
  return Object.fromEntries(factNames.map((name) => [name, of[name]])) as unknown as SurveyFacts;
}

/** 12000, 12000.0 and 012000.00 are one amount. */
export function plainAmount(amount: string): string {
  const [yuan = '', fen = ''] = amount.split('.');
  return `${yuan.replace(/^0+(?=\d)/, '')}.${fen.slice(0, 2).padEnd(2, '0')}`;
}

const amounts: readonly FactName[] = ['annualIncomePerHead', 'annualRigidExpense'];

const inOrder = (list: unknown) => (Array.isArray(list) ? list.map(String) : []).toSorted().join(' ');

/** Whether two values of a fact say the same: amounts however they are typed, lists in any order. */
export function sameFact(name: FactName, one: unknown, other: unknown): boolean {
  if (Array.isArray(one) || Array.isArray(other)) return inOrder(one) === inOrder(other);
  const [a, b] = [one ?? null, other ?? null];
  if (amounts.includes(name) && a !== null && b !== null) return plainAmount(String(a)) === plainAmount(String(b));
  return a === b;
}

/**
 * What of a newer file goes under what was typed: the facts that nobody touched since the form began with
 * `seen`. What was typed stays, beside it the form shows how the file is now.
 */
export function untouched(values: Partial<SurveyFacts>, seen: SurveyFacts, newest: SurveyFacts): Partial<SurveyFacts> {
  return Object.fromEntries(factNames.filter((name) => sameFact(name, values[name], seen[name])).map((name) => [name, newest[name]]));
}
