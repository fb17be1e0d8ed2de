import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import type { Sex } from '@/gql/schema';
import { today } from '@/shared/day';

dayjs.extend(customParseFormat);

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

export type IdProblem = 'length' | 'checksum' | 'date';

export interface IdFacts {
  birthDate: string;
  sex: Sex;
  age: number;
}

export type IdReading = { ok: true; facts: IdFacts } | { ok: false; problem: IdProblem };

/** Spaces and hyphens out, the check character as a capital X. */
export function cleanIdNumber(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

/** A number that the server shows with asterisks; it is never sent back. */
export function isMasked(text: string | null | undefined): boolean {
  return Boolean(text?.includes('*'));
}

/**
 * Reads birth date and sex from an 18-digit citizen identity number (GB 11643-1999, check character by
 * ISO 7064 MOD 11-2). A help while typing; the server decides.
 */
export function readIdNumber(text: string, on: dayjs.Dayjs = dayjs(today())): IdReading {
  const number = cleanIdNumber(text);
  if (!/^\d{17}[\dX]$/.test(number)) return { ok: false, problem: 'length' };
  const sum = weights.reduce((total, weight, place) => total + weight * Number(number[place]), 0);
  if (checkCharacters[sum % 11] !== number[17]) return { ok: false, problem: 'checksum' };
  const birth = dayjs(number.slice(6, 14), 'YYYYMMDD', true);
  if (!birth.isValid() || birth.isAfter(on) || birth.year() < 1900) return { ok: false, problem: 'date' };
  return {
    ok: true,
    facts: {
      birthDate: birth.format('YYYY-MM-DD'),
      sex: Number(number[16]) % 2 === 1 ? 'MALE' : 'FEMALE',
      age: on.diff(birth, 'year'),
    },
  };
}
