import { CheckCircleFilled } from '@ant-design/icons';
import { Alert, Button, Flex, Progress, Typography } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentFactsFragment } from '@/gql/graphql';
import { ChooseFiles } from './ChooseFiles';
import { Gallery } from './Gallery';
import { RemoveAttachmentModal } from './RemoveAttachmentModal';
import type { Subject } from './upload';
import { useUploads, type Uploading } from './useUploads';

/** Photographs and documents of a household, a visit or a promise: looked at, added, removed with a reason. */
export function Attachments<A extends AttachmentFactsFragment>(props: {
  subject: Subject;
  attachments: readonly A[];
  /** Whether the viewer may remove, and add. */
  editable: boolean;
  /** False where more can't be added here, on a later page of a list. */
  adds?: boolean;
  /** False for whoever may only add. */
  removes?: boolean;
  label?: string;
  caption?: (attachment: A) => ReactNode;
}) {
  const { t } = useTranslation('attachments');
  const { editable, attachments } = props;
  const adds = editable && props.adds !== false;
  const removes = editable && props.removes !== false;
  // The subject is its id.
  const which = JSON.stringify(props.subject);
  const subject = useMemo(() => JSON.parse(which) as Subject, [which]);
  const uploads = useUploads(subject);
  const [removing, setRemoving] = useState<A | null>(null);
  const listed = new Set(attachments.map((one) => one.id));
  const underway = uploads.list.filter((one) => !one.id || !listed.has(one.id));
  if (!editable && attachments.length === 0) return null;
  return (
    <Flex vertical gap="small">
      {attachments.length > 0 && (
        <Gallery label={props.label ?? t('title')} attachments={attachments} caption={props.caption} onRemove={removes ? setRemoving : undefined} />
      )}
      {underway.length > 0 && (
        <Flex component="ul" vertical gap="small" aria-live="polite" aria-label={t('upload.list')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {underway.map((one) => (
            <li key={one.key}>
              <Underway file={one} onAgain={() => void uploads.again(one.key)} onDismiss={() => uploads.dismiss(one.key)} />
            </li>
          ))}
        </Flex>
      )}
      {adds && <ChooseFiles onFiles={(files) => void uploads.add(files)} />}
      {removes && <RemoveAttachmentModal attachment={removing} onClose={() => setRemoving(null)} />}
    </Flex>
  );
}

function Underway(props: { file: Uploading; onAgain: () => void; onDismiss: () => void }) {
  const { t } = useTranslation('attachments');
  const { file } = props;
  if (file.id) {
    return (
      <Typography.Text>
        <CheckCircleFilled aria-hidden style={{ color: '#389e0d' }} /> {t('upload.done', { name: file.name })}
      </Typography.Text>
    );
  }
  if (file.problem) {
    return (
      <Alert
        type="error"
        showIcon
        title={`${file.name}：${file.problem}`}
        action={
          <Flex gap={4}>
            {file.again && (
              <Button size="small" onClick={props.onAgain}>
                {t('upload.again')}
              </Button>
            )}
            <Button size="small" onClick={props.onDismiss}>
              {t('upload.dismiss')}
            </Button>
          </Flex>
        }
      />
    );
  }
  return (
    <Flex vertical>
      <Typography.Text ellipsis>{t('upload.underway', { name: file.name })}</Typography.Text>
      <Progress percent={file.percent} size="small" status="active" aria-label={t('upload.underway', { name: file.name })} />
    </Flex>
  );
}
