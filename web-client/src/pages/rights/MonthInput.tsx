import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { today } from '@/shared/day';
import { usePhone } from '@/shared/usePhone';

/** A month that is not to come, kept as its first day. */
export function MonthInput(props: { id?: string; value?: string | null; onChange?: (day: string | null) => void }) {
  const phone = usePhone();
  const say = (month: dayjs.Dayjs | null) => props.onChange?.(month ? month.startOf('month').format('YYYY-MM-DD') : null);
  if (phone) {
    return (
      <Input
        id={props.id}
        type="month"
        value={props.value?.slice(0, 7) ?? ''}
        max={today().slice(0, 7)}
        onChange={(event) => say(event.target.value ? dayjs(`${event.target.value}-01`) : null)}
      />
    );
  }
  return <DatePicker id={props.id} picker="month" style={{ width: '100%' }} value={props.value ? dayjs(props.value) : null} maxDate={dayjs(today()).endOf('month')} onChange={(month) => say(month)} />;
}
