import { DeleteOutlined, FileExcelOutlined, FilePdfOutlined, FileWordOutlined } from '@ant-design/icons';
import { Button, Flex, Image, Typography } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRefresh } from '@/app/live/LiveUpdates';
import { useConnection } from '@/app/session/SessionContext';
import type { AttachmentFactsFragment } from '@/gql/graphql';
import { formatDateTime } from '@/shared/format';

const side = 96;

/** Links are good for ten minutes at least; after so many milliseconds the page asks for new ones. */
const freshFor = 9 * 60_000;

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
  const { fileUrl } = useConnection();
  const [current, setCurrent] = useState<number | null>(null);
  const visible = props.attachments.filter((one) => one.url !== null);
  const hidden = props.attachments.length - visible.length;
  const photos = visible.filter((one) => one.kind === 'PHOTO');
  useFreshLinks(visible.map((one) => one.url).join(' '));
  return (
    <>
      {hidden > 0 && <Typography.Text type="secondary">{t('gallery.hidden', { count: hidden })}</Typography.Text>}
      <Flex component="ul" gap="small" wrap aria-label={props.label} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {visible.map((one) => (
          <li key={one.id} style={{ width: side }}>
            <Tile attachment={one} onOpen={() => setCurrent(photos.indexOf(one))} />
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
        styles={{ popup: { mask: { background: 'rgba(0, 0, 0, 0.88)' } } }}
        items={photos.map((one) => fileUrl(one.url ?? ''))}
        preview={{
          open: current !== null,
          current: current ?? 0,
          alt: photos[current ?? 0]?.fileName ?? '',
          onChange: setCurrent,
          onOpenChange: (open) => {
            if (!open) setCurrent(null);
          },
        }}
      />
    </>
  );
}

/** Has a page that stays open read anew before its links end. */
function useFreshLinks(links: string): void {
  const refresh = useRefresh();
  useEffect(() => {
    if (!links) return;
    let since = Date.now();
    const look = () => {
      if (document.visibilityState !== 'visible' || Date.now() - since < freshFor) return;
      since = Date.now();
      refresh();
    };
    const timer = setInterval(look, 30_000);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [links, refresh]);
}

function Tile(props: { attachment: AttachmentFactsFragment; onOpen: () => void }) {
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
        style={{ objectFit: 'cover', display: 'block' }}
      />
    </button>
  );
}
