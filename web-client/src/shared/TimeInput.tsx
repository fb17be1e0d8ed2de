import { Input, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { usePhone } from './usePhone';

/** A time of day as 09:30. On a phone the phone's own wheel, elsewhere the list of the theme. */
export function TimeInput(props: { id?: string; value?: string | null; onChange?: (time: string | null) => void }) {
  const phone = usePhone();
  if (phone) return <Input id={props.id} type="time" value={props.value ?? ''} onChange={(event) => props.onChange?.(event.target.value || null)} />;
  return (
    <TimePicker
      id={props.id}
      format="HH:mm"
      minuteStep={5}
      needConfirm={false}
      style={{ width: '100%' }}
      value={props.value ? dayjs(`2000-01-01T${props.value}`) : null}
      onChange={(time) => props.onChange?.(time ? time.format('HH:mm') : null)}
    />
  );
}
