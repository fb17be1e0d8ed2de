import { returnPath, signInPath } from './returnPath';

describe('the way back after signing in', () => {
  it('keeps path and filters', () => {
    const address = signInPath({ pathname: '/staff', search: '?role=CADRE&state=ACTIVE' });
    expect(returnPath(new URL(address, 'http://localhost').searchParams)).toBe('/staff?role=CADRE&state=ACTIVE');
    expect(signInPath({ pathname: '/', search: '' })).toBe('/sign-in');
  });

  it.each(['https://example.com', '//example.com', '/\\example.com', 'javascript:alert(1)', ''])(
    'does not leave this site for %s',
    (to) => {
      expect(returnPath(new URLSearchParams({ to }))).toBe('/');
    },
  );
});
