import { Flex, Typography } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

let firstPage = true;

/**
 * The frame of every page: heading, actions, content. It names the browser tab, and after a change of
 * page moves the keyboard's focus to the heading so that a screen reader starts there.
 */
export function Page(props: {
  title: string;
  /** Above the heading: a Breadcrumb. */
  above?: ReactNode;
  /** Beside the heading: tags that belong to it. */
  extra?: ReactNode;
  actions?: ReactNode;
  /** One sentence under the heading. */
  lead?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const appName = t('app.name');

  useEffect(() => {
    document.title = props.title ? `${props.title} · ${appName}` : appName;
  }, [props.title, appName]);

  useEffect(() => {
    if (!firstPage) heading.current?.focus({ preventScroll: true });
    firstPage = false;
  }, []);

  return (
    <Flex vertical gap="middle">
      {props.above}
      <Flex justify="space-between" align="center" gap="small" wrap>
        <Flex vertical gap={2}>
          <Flex align="center" gap="small" wrap>
            <Typography.Title ref={heading} level={1} tabIndex={-1} style={{ margin: 0, fontSize: 22, outline: 'none' }}>
              {props.title}
            </Typography.Title>
            {props.extra}
          </Flex>
          {props.lead && <Typography.Text type="secondary">{props.lead}</Typography.Text>}
        </Flex>
        {props.actions && (
          <Flex gap="small" wrap>
            {props.actions}
          </Flex>
        )}
      </Flex>
      {props.children}
    </Flex>
  );
}
