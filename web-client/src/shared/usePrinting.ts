import { useEffect, useState } from 'react';

/** Longer than pictures take to be drawn anew, in milliseconds. */
const drawn = 400;

/** Prints the page as it is once `printing` is true: then a page shows what one otherwise opens first. */
export function usePrinting(): { printing: boolean; print: () => void } {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    if (!printing) return;
    const done = () => setPrinting(false);
    window.addEventListener('afterprint', done);
    const timer = setTimeout(() => window.print(), drawn);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('afterprint', done);
    };
  }, [printing]);
  return { printing, print: () => setPrinting(true) };
}
