import { Typography } from 'antd';
import MarkdownIt from 'markdown-it';
import source from '../../../../docs/api.md?raw';

/** Without the heading, which the page has itself, and without links to files that are not here. */
const text = source.replace(/^# .*\n/, '').replace(/\[([^\]]+)\]\((?!https?:)[^)]*\)/g, '$1');
const markdown = new MarkdownIt();
const fence = markdown.renderer.rules.fence;
// An example wider than the screen is scrolled with the keyboard too.
markdown.renderer.rules.fence = (...args) => fence?.(...args).replace('<pre>', '<pre tabindex="0">') ?? '';
const html = markdown.render(text);

/** The guide of the repository's docs/api.md, whose examples a test runs. */
export default function ApiGuide() {
  // oxlint-disable-next-line react/no-danger -- rendered from our own file, in which HTML is not let through
  return <Typography lang="en" className="lianxin-guide" dangerouslySetInnerHTML={{ __html: html }} />;
}
