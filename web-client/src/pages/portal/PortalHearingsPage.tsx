import { HearingAgenda } from '@/pages/delegations/HearingAgenda';

/** Hearings of what the partner has in hand. */
export default function PortalHearingsPage() {
  return <HearingAgenda side="partner" />;
}
