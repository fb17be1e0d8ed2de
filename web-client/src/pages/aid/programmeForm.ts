import type {
  AidAmountInput, AidDecider, AidRuleInput, AidRuleKind, AidTermsFactsFragment, AidTermsInput, CreateProgrammeInput, ProgrammeFactsFragment, ProgrammeKind,
} from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import { isFile } from '@/shared/needyFile';

export type RuleValues = Partial<AidRuleInput> & { kind: AidRuleKind };

export interface TermsValues {
  rules?: RuleValues[];
  amounts?: Partial<AidAmountInput>[];
  householdCap?: string | null;
  pupilCap?: string | null;
  papers?: string[];
  decides?: AidDecider;
}

export interface ProgrammeValues {
  year: number;
  kind: ProgrammeKind;
  name: string;
  note?: string | null;
  opensOn: string;
  closesOn: string;
  reason?: string | null;
  terms?: TermsValues;
}

/** The fields that a rule of each kind has; what was typed for another kind stays out. */
const fieldsOf: Record<AidRuleKind, readonly (keyof AidRuleInput)[]> = {
  TIER: ['tiers'],
  CAUSE: ['causes'],
  FACTS: ['facts'],
  WITHOUT: ['facts'],
  INCOME: ['percent', 'lessRigid'],
  BURDEN: ['percent'],
  MEMBER: ['relations', 'levels', 'ageFrom', 'ageTo'],
  ONCE_A_YEAR: [],
  NOT_WITH: ['kinds'],
  WINDOW: [],
};

function toRule(values: RuleValues): AidRuleInput {
  const own = Object.fromEntries(fieldsOf[values.kind].map((field) => [field, values[field] ?? null]));
  return { ...own, kind: values.kind, sentence: values.sentence ?? '', source: values.source ?? '' };
}

/** The terms as the server takes them; a file has neither amounts nor caps, whatever was typed for another kind. */
export function toTerms(kind: ProgrammeKind, values: TermsValues = {}): AidTermsInput {
  const { rules = [], papers = [], decides } = values;
  const { amounts = [], householdCap, pupilCap }: TermsValues = isFile({ kind }) ? {} : values;
  return {
    rules: rules.map(toRule),
    amounts: amounts.map(({ tier, level, least, most }) => ({ tier: tier ?? null, level: level ?? null, least: least ?? '0', most: most ?? null })),
    householdCap: householdCap ?? null,
    pupilCap: pupilCap ?? null,
    papers: papers.map((one) => one.trim()).filter(Boolean),
    decides: decides ?? 'SETTER',
  };
}

/** The programme as the server takes it, whole. */
export function toProgrammeInput(values: ProgrammeValues): Omit<CreateProgrammeInput, 'idempotencyKey'> {
  const { terms, reason: _, ...facts } = values;
  return { ...blanksToNull(facts), terms: toTerms(facts.kind, terms) };
}

function fromTerms(terms: AidTermsFactsFragment): TermsValues {
  return {
    rules: terms.rules.map(({ text: _text, ...rule }) => ({
      ...rule, tiers: [...rule.tiers], causes: [...rule.causes], facts: [...rule.facts],
      relations: [...rule.relations], levels: [...rule.levels], kinds: [...rule.kinds],
    })),
    amounts: terms.amounts.map(({ tier, level, least, most }) => ({ tier, level, least, most: least === most ? null : most })),
    householdCap: terms.householdCap,
    pupilCap: terms.pupilCap,
    papers: [...terms.papers],
    decides: terms.decides,
  };
}

/** What the form of a programme begins with. */
export function fromProgramme(programme: ProgrammeFactsFragment): ProgrammeValues {
  const { year, kind, name, note, opensOn, closesOn, terms } = programme;
  return { year, kind, name, note, opensOn, closesOn, terms: fromTerms(terms) };
}

/** The terms of a programme as a preview takes them. */
export function ownTerms(programme: ProgrammeFactsFragment): AidTermsInput {
  return toTerms(programme.kind, fromTerms(programme.terms));
}
