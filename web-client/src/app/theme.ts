import { theme, type ThemeConfig } from 'antd';

/** The union red: 6.9 : 1 on white, 6.3 : 1 on the page's ground. */
export const unionRed = '#B5121B';

/** The blue of links, and of the field one is in: its own red would look like an error. */
const blue = '#1F5FA8';
const field = {
  activeBorderColor: blue,
  hoverBorderColor: blue,
  activeShadow: '0 0 0 2px rgba(31, 95, 168, 0.16)',
};

/** The fonts of Chinese systems, in the order of preference. */
export const fontFamily =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';

/** The one theme of the client; widths, colours and heights come from these tokens only. */
export function appTheme(phone: boolean, still = false): ThemeConfig {
  return {
    algorithm: theme.defaultAlgorithm,
    token: {
      colorPrimary: unionRed,
      colorInfo: blue,
      colorLink: blue,
      // Darker, not lighter: a link under the mouse is still read.
      colorLinkHover: '#174A85',
      colorLinkActive: '#123B6B',
      colorSuccess: '#2B7A3D',
      colorWarning: '#A85B00',
      colorError: '#C8161D',
      // The grounds that the algorithm derives from dark seeds are too dark to read on.
      colorSuccessBg: '#EDF6EF',
      colorSuccessBorder: '#A9D3B2',
      colorWarningBg: '#FFF6E8',
      colorWarningBorder: '#EBC88F',
      colorErrorBg: '#FDEFEF',
      colorErrorBorder: '#F0B4B6',
      colorInfoBg: '#ECF3FB',
      colorInfoBorder: '#AECBEA',
      colorPrimaryBg: '#FBECEC',
      colorBgLayout: '#F7F5F3',
      colorTextSecondary: 'rgba(0, 0, 0, 0.68)',
      colorTextTertiary: 'rgba(0, 0, 0, 0.6)',
      colorTextDescription: 'rgba(0, 0, 0, 0.62)',
      colorTextPlaceholder: 'rgba(0, 0, 0, 0.55)',
      motion: !still,
      borderRadius: 6,
      fontFamily,
      fontSize: phone ? 16 : 14,
      controlHeight: phone ? 44 : 34,
    },
    components: {
      Layout: { headerBg: '#FFFFFF', siderBg: '#FFFFFF', headerHeight: 56, headerPadding: '0 20px' },
      Menu: { itemSelectedBg: '#FBECEC', itemSelectedColor: unionRed, activeBarBorderWidth: 0 },
      Table: { headerBg: '#FAF8F6', cellPaddingBlock: 11, rowSelectedBg: '#FAF8F6', rowSelectedHoverBg: '#F3EFEC' },
      Card: { headerFontSize: 15 },
      Input: field,
      InputNumber: field,
      DatePicker: field,
      Select: {
        activeBorderColor: blue,
        hoverBorderColor: blue,
        activeOutlineColor: 'rgba(31, 95, 168, 0.16)',
      },
    },
  };
}

/** Categorical colours of charts: told apart also by readers who do not see red and green. */
export const chartColours = ['#B5121B', '#1F5FA8', '#C98A1B', '#3C7D6B', '#6B4E9B', '#8A6D5A', '#4B8FBF', '#A34C74', '#6F7A2E'];
