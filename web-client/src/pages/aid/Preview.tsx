import { Alert, Button, Descriptions, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { PreviewProgrammeDocument, type PreviewProgrammeInput, type PreviewProgrammeQuery } from '@/gql/graphql';
import { formatCount } from '@/shared/format';

type Counts = NonNullable<PreviewProgrammeQuery['previewProgramme']['preview']>;

/** How many households terms would reach before they apply; `input` says what to count when it is asked. */
export function ProgrammePreview(props: { input: () => PreviewProgrammeInput; compares: boolean }) {
  const { t } = useTranslation('aid');
  const { t: common } = useTranslation();
  const client = useClient();
  const [counting, setCounting] = useState(false);
  const [counts, setCounts] = useState<Counts | null>(null);
  const [faults, setFaults] = useState<string[]>([]);
  const count = async () => {
    setCounting(true);
    const answer = await client.query(PreviewProgrammeDocument, { input: props.input() }, { requestPolicy: 'network-only' });
    setCounting(false);
    const payload = answer.data?.previewProgramme;
    setCounts(payload?.preview ?? null);
    const said = payload?.errors.map((one) => one.message) ?? [];
    setFaults(payload ? said : [answer.error?.graphQLErrors[0]?.message ?? common('form.network')]);
  };
  return (
    <Flex vertical gap="small" align="start">
      <Typography.Text type="secondary">{t('preview.lead')}</Typography.Text>
      <Button loading={counting} onClick={() => void count()}>
        {t('preview.button')}
      </Button>
      <div aria-live="polite" style={{ width: '100%' }}>
        {faults.map((text) => (
          <Alert key={text} type="error" showIcon title={text} />
        ))}
        {counts && <CountList counts={counts} compares={props.compares} />}
      </div>
    </Flex>
  );
}

function CountList({ counts, compares }: { counts: Counts; compares: boolean }) {
  const { t } = useTranslation('aid');
  const number = (value: number) => t('preview.households', { text: formatCount(value) });
  return (
    <Descriptions
      size="small"
      bordered
      column={{ xs: 1, sm: 1, md: 2 }}
      items={[
        { key: 'all', label: t('preview.all'), children: number(counts.households) },
        { key: 'eligible', label: t('preview.eligible'), children: number(counts.eligible) },
        { key: 'unclear', label: t('preview.unclear'), children: number(counts.unclear) },
        ...(compares
          ? [
              { key: 'before', label: t('preview.before'), children: number(counts.before) },
              { key: 'gained', label: t('preview.gained'), children: number(counts.gained) },
              { key: 'lost', label: t('preview.lost'), children: number(counts.lost) },
            ]
          : []),
      ]}
    />
  );
}
