import { Button, Card, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useEnumLabel } from '@/app/i18n/useEnumLabel';
import { useActFor } from '@/app/layout/UnionSwitch';
import { useSession } from '@/app/session/SessionContext';
import { Rows } from '@/shared/Rows';

/** The person's posts; one of them is acted in now. */
export function Posts() {
  const { t } = useTranslation('account');
  const label = useEnumLabel();
  const { viewer } = useSession();
  const { change, pending } = useActFor();
  return (
    <Card title={t('posts')}>
      <Rows
        label={t('posts')}
        rows={viewer.posts}
        rowKey={(post) => post.id}
        columns={[
          { key: 'union', title: t('union'), render: (post) => post.union.name },
          { key: 'title', title: t('postTitle'), render: (post) => post.title },
          {
            key: 'roles',
            title: t('roles'),
            render: (post) => (
              <Flex gap={4} wrap>
                {post.roles.map((role) => (
                  <Tag key={role}>{label('Role', role)}</Tag>
                ))}
              </Flex>
            ),
          },
        ]}
        actions={(post) =>
          post.id === viewer.post.id ? (
            <Tag color="success">{t('actingNow')}</Tag>
          ) : (
            <Button size="small" disabled={pending} onClick={() => void change(post.id)}>
              {t('actFor')}
            </Button>
          )
        }
      />
    </Card>
  );
}
