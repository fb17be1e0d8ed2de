import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { today } from './day';

/** 2014-08-06; an empty string for no date. */
export function formatDate(iso: string | null | undefined): string {
  return iso ? dayjs(iso).format('YYYY-MM-DD') : '';
}

/** 2014-08-06 09:30 in the reader's time zone. */
export function formatDateTime(iso: string | null | undefined): string {
  return iso ? dayjs(iso).format('YYYY-MM-DD HH:mm') : '';
}

/** ¥1,234.50 from the decimal string of the contract, without passing through a float. */
export function formatMoney(amount: string | null | undefined): string {
  const parts = amount?.match(/^(-?)(\d+)(?:\.(\d{1,2}))?$/);
  if (!parts) return '';
  const [, sign, yuan = '0', fen = ''] = parts;
  return `${sign}¥${yuan.replace(/\B(?=(\d{3})+$)/g, ',')}.${fen.padEnd(2, '0')}`;
}

/** 12,345 */
export function formatCount(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : value.toLocaleString('en-US');
}

/** 87.5% of a whole, exact figures stay beside it; a dash when there is no whole. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0) return '—';
  return part === whole ? '100%' : `${(Math.round((part / whole) * 1000) / 10).toFixed(1)}%`;
}

/** Whole days from today until a date; negative when it has passed. */
export function daysUntil(iso: string): number {
  return dayjs(iso).startOf('day').diff(dayjs(today()), 'day');
}

/** Says of a due date how far it is: 逾期 3 天, 今天到期, 5 天后到期. */
export function useDueText(): (dueOn: string) => string {
  const { t } = useTranslation();
  return (dueOn) => {
    const days = daysUntil(dueOn);
    if (days === 0) return t('time.dueToday');
    return days < 0 ? t('time.overdueDays', { count: -days }) : t('time.dueInDays', { count: days });
  };
}

/** Says of a past date how long ago it is: 今天, 12 天前; 从未 for none. */
export function useAgoText(): (date: string | null | undefined) => string {
  const { t } = useTranslation();
  return (date) => {
    if (!date) return t('time.never');
    const days = -daysUntil(date);
    return days <= 0 ? t('time.today') : t('time.daysAgo', { count: days });
  };
}
