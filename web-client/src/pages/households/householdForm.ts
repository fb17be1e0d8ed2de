import type { HouseholdFactsFragment, MemberFactsFragment, MemberInput, RegisterHouseholdInput } from '@/gql/graphql';
import { blanksToNull } from '@/shared/blanks';
import type { RefusalFields } from '@/shared/userErrors';
import { isMasked } from './idNumber';

/** One member as the form holds it; the choices may still be open. */
export type MemberValues = Partial<MemberInput>;

export interface RegisterValues extends Omit<RegisterHouseholdInput, 'members' | 'idempotencyKey'> {
  members: MemberValues[];
}

/** A member as the server takes it. Numbers shown with asterisks stay out: they are not the number. */
export function toMemberInput(values: MemberValues): MemberInput {
  const input = blanksToNull({ ...values, migrantWorker: Boolean(values.migrantWorker) }) as MemberInput;
  if (isMasked(input.idNumber)) delete input.idNumber;
  if (isMasked(input.phone)) delete input.phone;
  return input;
}

/** The first member is the head. */
export function toRegisterInput(values: RegisterValues): RegisterHouseholdInput {
  const { members, ...facts } = values;
  return {
    ...blanksToNull(facts),
    members: members.map((one, index) => toMemberInput(index === 0 ? { ...one, relation: 'SELF' } : one)),
  };
}

/** What the form of a member starts with: exactly the fields of the input. */
export function fromMember(member: MemberFactsFragment): MemberValues {
  const { name, idNumber, birthDate, sex, relation, ethnicity, health, education, schoolLevel, school, grade } = member;
  const { migrantWorker, employer, workPlace, trade, monthlyWage, contractSigned, socialInsurance, unionMember, skills, wish, phone } = member;
  return {
    name, idNumber, birthDate, sex, relation, ethnicity, health: health ?? undefined, education, schoolLevel, school, grade,
    migrantWorker, employer, workPlace, trade, monthlyWage, contractSigned, socialInsurance, unionMember, skills, wish, phone,
  };
}

/** The part of a household that its edit form changes. */
export function fromHousehold(household: HouseholdFactsFragment) {
  const { address, divisionCode, hukou, housing, population, labourForce, annualIncomePerHead, annualRigidExpense } = household;
  const { mainCause, otherCauses, needs, tier, needyFile, singleParentFemaleWorker, consentOn, consentForm, note } = household;
  return {
    address, divisionCode, hukou, housing, population, labourForce, annualIncomePerHead, annualRigidExpense,
    mainCause, otherCauses, needs, tier, needyFile, singleParentFemaleWorker, consentOn, consentForm, note,
  };
}

/** The rows of a registration whose person has a file elsewhere: `["input","members","2","idNumber"]` is 2. */
export function duplicateRows(errors: readonly RefusalFields[]): number[] {
  return errors
    .filter((one) => one.code === 'DUPLICATE')
    .map((one) => Number(one.path[one.path.indexOf('members') + 1]))
    .filter((row) => Number.isInteger(row));
}
