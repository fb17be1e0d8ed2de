import { Checkbox, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useConnection } from '@/app/session/SessionContext';
import type { AttachmentFactsFragment } from '@/gql/graphql';
import { formatDate } from '@/shared/format';

/** Chooses some of the files of a case. Fits an antd Form.Item. */
export function FileChoice(props: { id?: string; label: string; files: readonly AttachmentFactsFragment[]; value?: string[]; onChange?: (ids: string[]) => void }) {
  const { t } = useTranslation('delegations');
  const { fileUrl } = useConnection();
  const { files, value = [], onChange } = props;
  if (files.length === 0) return <Typography.Text type="secondary">{t('files.none')}</Typography.Text>;
  const all = files.every((one) => value.includes(one.id));
  const choose = (id: string, chosen: boolean) => onChange?.(chosen ? [...value, id] : value.filter((one) => one !== id));
  return (
    <fieldset id={props.id} aria-label={props.label} style={{ border: 0, margin: 0, padding: 0 }}>
      <Flex vertical gap={8}>
        {files.length > 1 && (
          <Checkbox checked={all} indeterminate={!all && value.length > 0} onChange={(event) => onChange?.(event.target.checked ? files.map((one) => one.id) : [])}>
            {t('files.all')}
          </Checkbox>
        )}
        {files.map((one) => (
          <Checkbox key={one.id} checked={value.includes(one.id)} onChange={(event) => choose(one.id, event.target.checked)} style={{ minHeight: 40, alignItems: 'center' }}>
            <Flex component="span" align="center" gap="small">
              {one.thumbnailUrl && <img src={fileUrl(one.thumbnailUrl)} alt="" width={40} height={40} loading="lazy" style={{ objectFit: 'cover', borderRadius: 4 }} />}
              <span style={{ overflowWrap: 'anywhere' }}>
                {one.fileName} <Typography.Text type="secondary">{formatDate(one.createdAt)}</Typography.Text>
              </span>
            </Flex>
          </Checkbox>
        ))}
      </Flex>
    </fieldset>
  );
}
