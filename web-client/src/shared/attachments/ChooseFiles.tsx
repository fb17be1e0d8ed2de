import { CameraOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import { useRef, type ChangeEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '@/shared/usePhone';
import { accepted } from './picture';

/** Takes a photograph with the phone's camera, or chooses files that are there. */
export function ChooseFiles(props: { onFiles: (files: File[]) => void; photosOnly?: boolean; block?: boolean }) {
  const { t } = useTranslation('attachments');
  const phone = usePhone();
  const camera = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const list = [...(event.target.files ?? [])];
    // The same file may be chosen again.
    event.target.value = '';
    if (list.length > 0) props.onFiles(list);
  };
  const hidden = { type: 'file', hidden: true, onChange: chosen } as const;
  const style = props.block ? { flex: 1 } : undefined;
  return (
    <Flex gap="small" wrap>
      {phone && (
        <>
          <input {...hidden} ref={camera} accept="image/*" capture="environment" data-testid="camera" aria-label={t('choose.camera')} />
          <Button style={style} icon={<CameraOutlined />} onClick={() => camera.current?.click()}>
            {t('choose.camera')}
          </Button>
        </>
      )}
      <input
        {...hidden}
        ref={files}
        accept={props.photosOnly ? 'image/*' : accepted}
        multiple
        data-testid="files"
        aria-label={props.photosOnly ? t('choose.photos') : t('choose.files')}
      />
      <Button style={style} icon={<PaperClipOutlined />} onClick={() => files.current?.click()}>
        {props.photosOnly ? t('choose.photos') : t('choose.files')}
      </Button>
    </Flex>
  );
}
