import type { FundFlowFactsFragment } from '@/gql/graphql';
import { amountOf, fenOf } from '@/shared/money';

/** The steps of a waterfall: what comes in, what goes out, and what is left. */
export const steps = ['opening', 'income', 'received', 'issued', 'paid', 'carried', 'left'] as const;
export type FlowStep = (typeof steps)[number];

const goesOut: ReadonlySet<FlowStep> = new Set<FlowStep>(['issued', 'paid', 'carried']);

/** Where the money that is left stands. */
const places = ['available', 'committed', 'paying', 'inTransit'] as const;

type Flows = FundFlowFactsFragment;

/** What is left, in all its places. */
export function heldOf(flows: Pick<Flows, (typeof places)[number]>): string {
  return amountOf(places.reduce((sum, place) => sum + (fenOf(flows[place]) ?? 0n), 0n));
}

/** The amount of one step. */
export function stepOf(flows: Flows, step: FlowStep): string {
  return step === 'left' ? heldOf(flows) : flows[step];
}

export interface FlowPart {
  name: string;
  flows: Flows;
}

export interface Bar {
  step: FlowStep;
  /** Where it begins, in fen: the money there was before, or after what goes out. */
  base: bigint;
  /** The amount of each part. */
  pieces: bigint[];
}

/**
 * The bars of a waterfall: each begins where the one before ended, the last stands on the ground. Parts lie
 * on each other, so that the end of each bar is the sum of all.
 */
export function waterfall(parts: readonly FlowPart[]): Bar[] {
  let there = 0n;
  return steps.map((step) => {
    const pieces = parts.map((part) => fenOf(stepOf(part.flows, step)) ?? 0n);
    const sum = pieces.reduce((all, one) => all + one, 0n);
    if (step === 'left') return { step, base: 0n, pieces };
    if (goesOut.has(step)) {
      there -= sum;
      return { step, base: there, pieces };
    }
    const base = there;
    there += sum;
    return { step, base, pieces };
  });
}
