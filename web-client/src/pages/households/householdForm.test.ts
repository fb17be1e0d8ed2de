import { readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType } from 'graphql';
import type { MemberFactsFragment } from '@/gql/graphql';
import { duplicateRows, fromMember, toMemberInput, toRegisterInput, type RegisterValues } from './householdForm';

const refuse = (code: 'DUPLICATE' | 'INVALID', ...path: string[]) => ({ code, path, message: '' });

describe('toMemberInput', () => {
  it('sends what was not filled in as null and never a masked number', () => {
    const input = toMemberInput({ name: ' 王秀兰 ', idNumber: '371***********123X', phone: '139****2233', school: '', health: 'GOOD' });
    expect(input).toEqual({ name: '王秀兰', school: null, health: 'GOOD', migrantWorker: false });
    expect('idNumber' in input).toBe(false);
  });
});

describe('fromMember', () => {
  it('sends only what the contract takes of a member, whatever else the cache holds', () => {
    const input = buildSchema(readFileSync('../schema/schema.graphql', 'utf8')).getType('MemberInput');
    const taken = isInputObjectType(input) ? Object.keys(input.getFields()) : [];
    const cached = { __typename: 'Member', id: 'm1', age: 34, disputed: false, version: 3, name: '张德胜' } as unknown as MemberFactsFragment;
    const sent = Object.keys(toMemberInput(fromMember(cached)));
    expect(sent.filter((field) => !taken.includes(field))).toEqual([]);
    expect(taken.filter((field) => !sent.includes(field))).toEqual(['duplicateReason']);
  });
});

describe('toRegisterInput', () => {
  it('makes the first member the head and leaves the others’ relations', () => {
    const values = {
      unionId: 'u', address: '沂州路3号', hukou: 'RURAL', housing: 'RENT', population: 2, labourForce: 1,
      annualIncomePerHead: '5400.00', mainCause: 'ILLNESS', tier: 'DEEP',
      members: [{ name: '张德胜' }, { name: '张小雨', relation: 'DAUGHTER' }],
    } as RegisterValues;
    const input = toRegisterInput(values);
    expect(input.members.map((one) => one.relation)).toEqual(['SELF', 'DAUGHTER']);
    expect(input.annualIncomePerHead).toBe('5400.00');
  });
});

describe('duplicateRows', () => {
  it('finds the members that have a file elsewhere', () => {
    expect(
      duplicateRows([
        refuse('DUPLICATE', 'input', 'members', '2', 'idNumber'),
        refuse('INVALID', 'input', 'members', '1', 'idNumber'),
        refuse('DUPLICATE', 'input'),
      ]),
    ).toEqual([2]);
  });
});
