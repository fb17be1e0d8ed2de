import { Card, Flex, Layout } from 'antd';
import { Outlet, useNavigation } from 'react-router';
import { Provider as UrqlProvider } from 'urql';
import { useConnection } from '@/app/session/SessionContext';
import { NewVersion } from '@/app/version/NewVersion';
import { Loading } from '@/shared/Loading';
import './print.css';
import { Brand } from './Brand';
import { LanguageSwitch } from './LanguageSwitch';

/** Pages for people who are not signed in: the requests below carry no token. `wide` is for what is read, not filled in. */
export function PublicLayout(props: { wide?: boolean }) {
  const { anonymous } = useConnection();
  const navigation = useNavigation();
  return (
    <UrqlProvider value={anonymous}>
      <Layout style={{ minHeight: '100vh' }}>
        <NewVersion />
        <Flex component="main" vertical align="center" justify={props.wide ? 'start' : 'center'} gap="large" flex={1} style={{ padding: 16 }}>
          <Brand size="large" />
          <Card style={{ width: '100%', maxWidth: props.wide ? 860 : 420 }}>
            {navigation.state === 'loading' ? <Loading /> : <Outlet />}
          </Card>
          <LanguageSwitch />
        </Flex>
      </Layout>
    </UrqlProvider>
  );
}
