import { fieldKey, valueText } from './changeText';

const label = (name: string, value: string) => `${name}:${value}`;

describe('valueText', () => {
  it('names enum values and leaves other texts alone', () => {
    expect(fieldKey('main_cause')).toBe('mainCause');
    expect(valueText('main_cause', 'ILLNESS', label)).toBe('HardshipCause:ILLNESS');
    expect(valueText('needs', 'JOB, TRAINING', label)).toBe('Need:JOB、Need:TRAINING');
    expect(valueText('address', '沂州路3号', label)).toBe('沂州路3号');
    expect(valueText('members.health', 'something new', label)).toBe('something new');
  });
});
