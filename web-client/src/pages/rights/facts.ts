import { enumValues } from '@/app/i18n/enums';
import type { RightsFact, RightsFactsFactsFragment } from '@/gql/graphql';

/** The field of each fact, in the answer and in the input. */
const keys = {
  KNOWN_ON: 'knownOn',
  HIRED_ON: 'hiredOn',
  LEFT_ON: 'leftOn',
  WAGES_FROM: 'wagesFrom',
  WAGES_TO: 'wagesTo',
  MONTHLY_WAGE: 'monthlyWage',
  INJURED_ON: 'injuredOn',
  INJURY: 'injury',
  RECOGNITION: 'recognition',
  RECOGNISED_ON: 'recognisedOn',
  GRADE: 'grade',
  DIAGNOSED_ON: 'diagnosedOn',
  DISEASE: 'disease',
  DISMISSED_ON: 'dismissedOn',
  INSURANCES: 'insurances',
  UNPAID_FROM: 'unpaidFrom',
  UNPAID_TO: 'unpaidTo',
  OVERTIME_HOURS: 'overtimeHours',
  SEIZED: 'seized',
  AWARD_RECEIVED_ON: 'awardReceivedOn',
  JUDGMENT_RECEIVED_ON: 'judgmentReceivedOn',
  EFFECTIVE_ON: 'effectiveOn',
} as const satisfies Record<RightsFact, keyof RightsFactsFactsFragment>;

export type FactKey = (typeof keys)[RightsFact];

export type FactValues = Partial<Omit<RightsFactsFactsFragment, '__typename'>>;

export function factKey(fact: RightsFact): FactKey {
  return keys[fact];
}

/** How a fact is written down. */
export type FactControl = 'date' | 'month' | 'money' | 'text' | 'grade' | 'hours' | 'recognition' | 'insurances';

const controls: Partial<Record<RightsFact, FactControl>> = {
  WAGES_FROM: 'month',
  WAGES_TO: 'month',
  UNPAID_FROM: 'month',
  UNPAID_TO: 'month',
  MONTHLY_WAGE: 'money',
  INJURY: 'text',
  DISEASE: 'text',
  SEIZED: 'text',
  GRADE: 'grade',
  OVERTIME_HOURS: 'hours',
  RECOGNITION: 'recognition',
  INSURANCES: 'insurances',
};

export function controlOf(fact: RightsFact): FactControl {
  return controls[fact] ?? 'date';
}

const there = (value: unknown) => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

/** The facts that are known, in the order of the contract. */
export function knownFacts(facts: FactValues): RightsFact[] {
  return enumValues('RightsFact').filter((fact) => there(facts[keys[fact]]));
}

/** Of what was written down, what the kind of case asks for: what was typed for another kind is not sent. */
export function factsFor(asked: readonly RightsFact[], facts: FactValues): FactValues {
  return Object.fromEntries(asked.filter((fact) => there(facts[keys[fact]])).map((fact) => [keys[fact], facts[keys[fact]]]));
}
