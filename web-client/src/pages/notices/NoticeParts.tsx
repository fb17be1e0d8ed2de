import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AidNoticeRowFragment } from '@/gql/graphql';
import { formatDate } from '@/shared/format';

type Hung = Pick<AidNoticeRowFragment, 'hanging' | 'takenDownOn'>;

/** Whether a notice hangs, came down by itself, or was taken down. */
export function noticeState({ hanging, takenDownOn }: Hung): 'hanging' | 'takenDown' | 'over' {
  if (takenDownOn) return 'takenDown';
  return hanging ? 'hanging' : 'over';
}

const colours = { hanging: 'processing', takenDown: 'warning', over: 'success' } as const;

export function NoticeStateTag({ of }: { of: Hung }) {
  const { t } = useTranslation('notices');
  const state = noticeState(of);
  return <Tag color={colours[state]}>{t(`state.${state}`)}</Tag>;
}

/** 2026-11-20 至 2026-11-27 */
export function useHungText(): (of: { postedOn: string; endsOn: string }) => string {
  const { t } = useTranslation('notices');
  return (of) => t('days', { from: formatDate(of.postedOn), to: formatDate(of.endsOn) });
}
