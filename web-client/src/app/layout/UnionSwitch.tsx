import { App, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';

/** Changes the post the person acts in; afterwards everything shown is that union's. */
export function useActFor() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { viewer, actFor } = useSession();
  const navigate = useNavigate();
  const [pending, setPending] = useState(false);

  async function change(postId: string): Promise<void> {
    if (postId === viewer.post.id) return;
    setPending(true);
    const problem = await actFor(postId);
    setPending(false);
    if (problem !== null) {
      void message.error(problem || t('form.failed'));
      return;
    }
    const chosen = viewer.posts.find((post) => post.id === postId);
    void message.success(t('header.switched', { union: chosen?.union.name ?? '' }));
    void navigate(paths.home);
  }
  return { change, pending };
}

/** The union acted for; a choice where the person has posts in several. */
export function UnionSwitch() {
  const { t } = useTranslation();
  const { viewer } = useSession();
  const { change, pending } = useActFor();
  if (viewer.posts.length < 2) {
    return (
      <Typography.Text strong ellipsis={{ tooltip: viewer.union.name }}>
        {viewer.union.name}
      </Typography.Text>
    );
  }
  return (
    <Select
      aria-label={t('header.switch')}
      value={viewer.post.id}
      loading={pending}
      disabled={pending}
      variant="filled"
      popupMatchSelectWidth={false}
      style={{ minWidth: 0, maxWidth: 320, width: '100%' }}
      onChange={(postId: string) => void change(postId)}
      options={viewer.posts.map((post) => ({ value: post.id, label: `${post.union.name}（${post.title}）` }))}
    />
  );
}
