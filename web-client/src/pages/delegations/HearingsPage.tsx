import { HearingAgenda } from './HearingAgenda';

/** Hearings of what the own unions delegated. */
export default function HearingsPage() {
  return <HearingAgenda side="union" />;
}
