import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { usePhone } from './usePhone';

/**
 * A day as the contract writes it (2014-08-06). On a phone the phone's own wheel, which a thumb knows;
 * elsewhere the calendar of the theme.
 */
export function DateInput(props: {
  id?: string;
  value?: string | null;
  onChange?: (day: string | null) => void;
  /** Earliest and latest day that can be chosen. */
  min?: string;
  max?: string;
  disabled?: boolean;
  /** What it asks for, where no label stands beside it. */
  label?: string;
}) {
  const phone = usePhone();
  if (phone) {
    return (
      <Input
        id={props.id}
        aria-label={props.label}
        type="date"
        value={props.value ?? ''}
        min={props.min}
        max={props.max}
        disabled={props.disabled}
        onChange={(event) => props.onChange?.(event.target.value || null)}
      />
    );
  }
  return (
    <DatePicker
      id={props.id}
      aria-label={props.label}
      style={{ width: '100%' }}
      value={props.value ? dayjs(props.value) : null}
      minDate={props.min ? dayjs(props.min) : undefined}
      maxDate={props.max ? dayjs(props.max) : undefined}
      disabled={props.disabled}
      onChange={(day) => props.onChange?.(day ? day.format('YYYY-MM-DD') : null)}
    />
  );
}
