import { App } from 'antd';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker, type BlockerFunction } from 'react-router';
import { setUnsent } from './unsent';

/**
 * Asks before a page with unsent personal data is left, by a link, the back button or closing the tab.
 * The data lives in memory only. `changed` says that something was typed, `settled` that it is sent.
 */
export function useLeaveWarning() {
  const { t } = useTranslation('households');
  const { modal } = App.useApp();
  const unsent = useRef(false);
  const blocker = useBlocker(
    useCallback<BlockerFunction>(({ currentLocation, nextLocation }) => unsent.current && currentLocation.pathname !== nextLocation.pathname, []),
  );

  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    modal.confirm({
      title: t('register.leaveTitle'),
      content: t('register.leaveWhat'),
      okText: t('register.leave'),
      okButtonProps: { danger: true },
      cancelText: t('register.stay'),
      onOk: () => blocker.proceed(),
      onCancel: () => blocker.reset(),
    });
  }, [blocker, modal, t]);

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsent.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);

  // A form that is gone has nothing to lose any more.
  useEffect(() => () => setUnsent(unsent, false), []);

  const say = useCallback((value: boolean) => {
    unsent.current = value;
    setUnsent(unsent, value);
  }, []);
  return { changed: useCallback(() => say(true), [say]), settled: useCallback(() => say(false), [say]) };
}
