import { InputNumber } from 'antd';

/** An amount in yuan as the decimal string of the contract; it never passes through a float. */
export function MoneyInput(props: { id?: string; value?: string | null; onChange?: (amount: string | null) => void; unit: string; disabled?: boolean; 'aria-label'?: string }) {
  return (
    <InputNumber<string>
      id={props.id}
      aria-label={props['aria-label']}
      disabled={props.disabled}
      stringMode
      min="0"
      precision={2}
      controls={false}
      inputMode="decimal"
      suffix={props.unit}
      value={props.value ?? null}
      onChange={(amount) => props.onChange?.(amount)}
      style={{ width: '100%' }}
    />
  );
}
