import { useEffect, useState } from 'react';

/** The value once it has rested for `wait` milliseconds, so that typing asks the server once. */
export function useDebounced<T>(value: T, wait = 250): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), wait);
    return () => clearTimeout(timer);
  }, [value, wait]);
  return rested;
}
