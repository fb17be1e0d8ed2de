import { theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export const mainId = 'main';

/** First stop of the keyboard: past the menu to the content. Seen only while it has the focus. */
export function SkipLink() {
  const { t } = useTranslation();
  const { token } = theme.useToken();
  const [focused, setFocused] = useState(false);
  return (
    <a
      href={`#${mainId}`}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(mainId)?.focus();
      }}
      style={{
        position: 'fixed',
        insetInlineStart: 8,
        top: focused ? 8 : -60,
        zIndex: 1000,
        padding: '10px 16px',
        color: token.colorWhite,
        background: token.colorPrimary,
        borderRadius: token.borderRadius,
      }}
    >
      {t('app.skip')}
    </a>
  );
}
