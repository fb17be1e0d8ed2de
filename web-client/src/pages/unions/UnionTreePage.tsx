import { Card, Flex } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { paths } from '@/app/paths';
import { useSession } from '@/app/session/SessionContext';
import { ExportButton } from '@/shared/ExportButton';
import { Page } from '@/shared/Page';
import { usePhone } from '@/shared/usePhone';
import { UnionPeek } from './UnionPeek';
import { UnionSearch } from './UnionSearch';
import { UnionTree } from './UnionTree';

/** The unions from the viewer's own downwards; beside the tree what is known of the one chosen. */
export default function UnionTreePage() {
  const { t } = useTranslation();
  const { viewer } = useSession();
  const phone = usePhone();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const selected = search.get('at');
  const [revealPath, setRevealPath] = useState<string[] | null>(null);

  function choose(id: string): void {
    if (phone) void navigate(paths.union(id));
    else setSearch({ at: id }, { replace: true });
  }

  function found(id: string, ancestors: string[]): void {
    const top = ancestors.indexOf(viewer.union.id);
    setRevealPath(top < 0 ? [id] : [...ancestors.slice(top), id]);
    setSearch({ at: id }, { replace: true });
  }

  return (
    <Page title={t('nav.unions')} actions={<ExportButton tables={[{ list: { unions: {} } }]} />}>
      <Flex gap="middle" align="start">
        <Card size="small" style={{ flex: '1 1 0', minWidth: 0 }}>
          <Flex vertical gap="small">
            <UnionSearch onFound={found} />
            <div style={{ overflowX: 'auto' }}>
              <UnionTree selected={selected} revealPath={revealPath} onSelect={choose} />
            </div>
          </Flex>
        </Card>
        {!phone && <UnionPeek id={selected ?? viewer.union.id} />}
      </Flex>
      {phone && selected && <UnionPeek id={selected} />}
    </Page>
  );
}
