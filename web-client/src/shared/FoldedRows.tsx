import { Button, Flex } from 'antd';
import { useState, type ComponentProps, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Rows } from './Rows';
import { usePhone } from './usePhone';

/** Rows that are shown at first, as a table and as cards of a phone. */
const few = { desk: 10, phone: 5 };

/** A list in the middle of a page: its first rows, and all of them when one asks for them. */
export function FoldedRows<T extends object>({ after, whole = false, ...props }: ComponentProps<typeof Rows<T>> & {
  /** What stands below all rows, such as the way to the next page. */
  after?: ReactNode;
  /** Never folded, for what is printed. */
  whole?: boolean;
}) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  const most = phone ? few.phone : few.desk;
  const count = props.rows?.length ?? 0;
  // A button in place of one row or two would save nothing.
  const folds = !whole && count > most + 2;
  const shown = open || !folds ? props.rows : props.rows?.slice(0, most);
  return (
    <Flex vertical gap="small">
      <Rows<T> {...props} rows={shown} />
      {(open || !folds) && after}
      {folds && (
        <Button block={phone} style={phone ? undefined : { alignSelf: 'center' }} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('list.showFew') : t(after ? 'list.showMore' : 'list.showAll', { count })}
        </Button>
      )}
    </Flex>
  );
}
