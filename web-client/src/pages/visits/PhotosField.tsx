import { DeleteOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Typography } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v4 as uuid } from 'uuid';
import { ChooseFiles } from '@/shared/attachments/ChooseFiles';
import { toPicture } from '@/shared/attachments/picture';
import { maxBytes, type Picture } from '@/shared/attachments/upload';

/** Photographs of one visit at most, as the server has it. */
export const maxPhotos = 20;

/** A photograph that goes with the visit, and where the page shows it from. */
export interface Chosen {
  key: string;
  picture: Picture;
  url: string;
}

/** Photographs for a visit that is not sent yet; they are made smaller at once, so that the phone keeps less. */
export function PhotosField(props: { value: Chosen[]; room: number; onChange: (change: (before: Chosen[]) => Chosen[]) => void }) {
  const { t } = useTranslation('attachments');
  const { value, room, onChange } = props;
  const [problem, setProblem] = useState<string | null>(null);
  const urls = useRef<string[]>([]);
  useEffect(() => () => urls.current.forEach((url) => URL.revokeObjectURL(url)), []);
  // More may be chosen while the first are still being made smaller.
  const count = useRef(value.length);
  useEffect(() => {
    count.current = value.length;
  }, [value.length]);

  const add = async (files: File[]) => {
    const problems: string[] = [];
    for (const file of files) {
      const picture = await toPicture(file);
      if (picture.bytes.byteLength > maxBytes) {
        problems.push(`${file.name}：${t('upload.tooLarge', { megabytes: maxBytes / 1024 / 1024 })}`);
      } else if (count.current >= room) {
        problems.push(t('visit.tooMany', { count: maxPhotos }));
        break;
      } else {
        const url = URL.createObjectURL(new Blob([picture.bytes], { type: picture.type }));
        urls.current.push(url);
        count.current += 1;
        onChange((before) => [...before, { key: uuid(), picture, url }]);
      }
    }
    setProblem(problems.join(' ') || null);
  };

  return (
    <Card size="small" title={t('visit.label')}>
      <Flex vertical gap="small">
        {value.length > 0 && (
          <Flex component="ul" gap="small" wrap aria-label={t('visit.label')} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {value.map((one) => (
              <li key={one.key} style={{ width: 96 }}>
                <img src={one.url} alt={one.picture.name} width={96} height={96} style={{ objectFit: 'cover', borderRadius: 6, display: 'block' }} />
                <Flex align="center" gap={2}>
                  <Typography.Text ellipsis style={{ flex: 1, minWidth: 0, fontSize: 12 }}>
                    {one.picture.name}
                  </Typography.Text>
                  <Button
                    type="text"
                    size="small"
                    icon={<DeleteOutlined />}
                    aria-label={t('visit.remove', { name: one.picture.name })}
                    onClick={() => onChange((before) => before.filter((other) => other.key !== one.key))}
                  />
                </Flex>
              </li>
            ))}
          </Flex>
        )}
        {problem && <Alert type="error" showIcon role="alert" title={problem} />}
        <ChooseFiles photosOnly block onFiles={(files) => void add(files)} />
        <Typography.Text type="secondary">{t('visit.hint')}</Typography.Text>
      </Flex>
    </Card>
  );
}
