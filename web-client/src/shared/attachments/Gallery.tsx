import { DeleteOutlined, FileExcelOutlined, FilePdfOutlined, FileWordOutlined } from '@ant-design/icons';
import { Button, Flex, Image, Typography } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { useConnection } from '@/app/session/SessionContext';
import type { AttachmentFactsFragment } from '@/gql/graphql';
import { formatDateTime } from '@/shared/format';

const side = 96;

/** A page left open longer than its links live asks for new ones, once in so many milliseconds. */
const renewEvery = 30_000;

const frame = { width: side, height: side, padding: 0, border: '1px solid #d9d9d9', borderRadius: 6, background: '#fafafa', overflow: 'hidden', cursor: 'pointer', display: 'block' } as const;

function DocumentIcon(props: { mediaType: string }) {
  const style = { fontSize: 36 };
  if (props.mediaType === 'application/pdf') return <FilePdfOutlined aria-hidden style={{ ...style, color: '#cf1322' }} />;
  if (props.mediaType.endsWith('wordprocessingml.document')) return <FileWordOutlined aria-hidden style={{ ...style, color: '#0958d9' }} />;
  return <FileExcelOutlined aria-hidden style={{ ...style, color: '#237804' }} />;
}

/** Small pictures that open large, and documents that are saved; who may not see them reads how many there are. */
export function Gallery<A extends AttachmentFactsFragment>(props: {
  label: string;
  attachments: readonly A[];
  /** What stands below each, such as where it belongs. */
  caption?: (attachment: A) => ReactNode;
  onRemove?: (attachment: A) => void;
}) {
  const { t } = useTranslation('attachments');
  const { fileUrl, activeQueries } = useConnection();
  const client = useClient();
  const renewed = useRef(0);
  const [current, setCurrent] = useState<number | null>(null);
  const visible = props.attachments.filter((one) => one.url !== null);
  const hidden = props.attachments.length - visible.length;
  const photos = visible.filter((one) => one.kind === 'PHOTO');
  const renew = () => {
    if (Date.now() - renewed.current < renewEvery) return;
    renewed.current = Date.now();
    activeQueries.refresh(client);
  };
  return (
    <>
      {hidden > 0 && <Typography.Text type="secondary">{t('gallery.hidden', { count: hidden })}</Typography.Text>}
      <Flex component="ul" gap="small" wrap aria-label={props.label} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {visible.map((one) => (
          <li key={one.id} style={{ width: side }}>
            <Tile attachment={one} onOpen={() => setCurrent(photos.indexOf(one))} onBroken={renew} />
            <Flex align="center" gap={2}>
              <Typography.Text style={{ flex: 1, minWidth: 0, fontSize: 12 }} ellipsis title={`${one.fileName} ${formatDateTime(one.createdAt)}`}>
                {one.fileName}
              </Typography.Text>
              {props.onRemove && (
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={t('remove.button', { name: one.fileName })}
                  onClick={() => props.onRemove?.(one)}
                />
              )}
            </Flex>
            {props.caption && (
              <Typography.Text type="secondary" style={{ fontSize: 12 }}>
                {props.caption(one)}
              </Typography.Text>
            )}
          </li>
        ))}
      </Flex>
      <Image.PreviewGroup
        items={photos.map((one) => ({ src: fileUrl(one.url ?? ''), alt: one.fileName ?? '', onError: renew }))}
        preview={{
          open: current !== null,
          current: current ?? 0,
          onChange: setCurrent,
          onOpenChange: (open) => {
            if (!open) setCurrent(null);
          },
        }}
      />
    </>
  );
}

function Tile(props: { attachment: AttachmentFactsFragment; onOpen: () => void; onBroken: () => void }) {
  const { t } = useTranslation('attachments');
  const { fileUrl } = useConnection();
  const { attachment } = props;
  const name = attachment.fileName ?? '';
  if (attachment.kind === 'DOCUMENT') {
    return (
      <a href={fileUrl(attachment.url ?? '')} download={name} aria-label={t('gallery.save', { name })} style={{ ...frame, display: 'flex', alignItems: 'center', justifyContent: 'center' }}>
        <DocumentIcon mediaType={attachment.mediaType} />
      </a>
    );
  }
  return (
    <button type="button" style={frame} onClick={props.onOpen} aria-label={t('gallery.open', { name })}>
      <img
        src={fileUrl(attachment.thumbnailUrl ?? '')}
        alt=""
        width={side}
        height={side}
        loading="lazy"
        onError={props.onBroken}
        style={{ objectFit: 'cover', display: 'block' }}
      />
    </button>
  );
}
