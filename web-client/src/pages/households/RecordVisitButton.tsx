import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/app/paths';

/** The way to a new visit of this household. */
export function RecordVisitButton(props: { id: string; block?: boolean; ghost?: boolean }) {
  const { t } = useTranslation('visits');
  const navigate = useNavigate();
  return (
    <Button type="primary" ghost={props.ghost} block={props.block} onClick={() => void navigate(paths.newVisit(props.id))}>
      {t('list.record')}
    </Button>
  );
}
