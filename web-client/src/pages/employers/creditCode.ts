/** The characters of a unified social credit code: digits and capitals without I, O, S, V, Z. */
const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Spaces and hyphens out, letters as capitals. */
export function cleanCreditCode(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

/** What is wrong with a unified social credit code (GB 32100-2015); a help while typing, the server decides. */
export function creditCodeProblem(text: string): 'length' | 'checksum' | null {
  const code = cleanCreditCode(text);
  const values = [...code].map((one) => characters.indexOf(one));
  if (code.length !== 18 || values.includes(-1)) return 'length';
  const sum = values.slice(0, 17).reduce((total, value, place) => total + value * (3 ** place % 31), 0);
  return (31 - (sum % 31)) % 31 === values[17] ? null : 'checksum';
}
