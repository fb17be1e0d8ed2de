import { assignErrors, fieldName } from './userErrors';

describe('fieldName', () => {
  it('drops the argument and makes list places numbers', () => {
    expect(fieldName(['input', 'members', '0', 'idNumber'])).toEqual(['members', 0, 'idNumber']);
    expect(fieldName([])).toEqual([]);
  });
});

const refuse = (path: string[], message: string) => ({ code: 'INVALID' as const, path, message });

describe('assignErrors', () => {
  const fields = [['name'], ['members', 0, 'idNumber'], ['needs']];

  it('puts each refusal at its field and keeps the rest', () => {
    const split = assignErrors(
      [
        refuse(['input', 'name'], '名称太长'),
        refuse(['input', 'members', '0', 'idNumber'], '校验码不对'),
        refuse(['input', 'parentId'], '上级已撤销'),
        refuse([], '请稍后再试'),
      ],
      fields,
    );
    expect(split.atFields).toEqual([
      { name: ['name'], errors: ['名称太长'] },
      { name: ['members', 0, 'idNumber'], errors: ['校验码不对'] },
    ]);
    expect(split.general.map((one) => one.message)).toEqual(['上级已撤销', '请稍后再试']);
  });

  it('shows a refusal of a part at the field of the whole', () => {
    expect(assignErrors([refuse(['input', 'needs', '2'], '没有这项需求')], fields).atFields).toEqual([
      { name: ['needs'], errors: ['没有这项需求'] },
    ]);
  });
});
