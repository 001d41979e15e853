/* The frame's only script: Chinese texts, one remembered theme, and three things a page may ask of the browser. */
(function () {
  'use strict';

  /* The calendar follows the browser's language; ours is Chinese whatever the browser says. */
  Object.defineProperty(navigator, 'language', { get: () => 'zh-CN' });
  Object.defineProperty(navigator, 'languages', { get: () => ['zh-CN', 'zh'] });

  /* The theme is remembered per address; people expect one choice for all pages. */
  const themeKey = 'stActiveTheme-' + location.pathname + '-v2';
  const chosen = localStorage.getItem('hbp-theme');
  if (chosen) localStorage.setItem(themeKey, chosen);
  document.addEventListener('click', (event) => {
    const item = event.target.closest && event.target.closest('[data-testid^=stMainMenuItem-theme-]');
    if (item) localStorage.setItem('hbp-theme', JSON.stringify(item.dataset.testid.split('-').pop()));
  }, true);

  const WORDS = {
    'Upload': '上传文件', 'Browse files': '选择文件', 'Drag and drop file here': '把文件拖到这里',
    'Drag and drop files here': '把文件拖到这里', 'Autosize': '自动列宽', 'Pin column': '固定列', 'Unpin column': '取消固定',
    'Hide column': '隐藏列', 'Show/hide columns': '显示或隐藏列', 'Sort ascending': '升序', 'Sort descending': '降序',
    'Format': '格式', 'Statistics': '统计', 'System': '跟随系统', 'Light': '浅色', 'Dark': '深色', 'Print': '打印', 'Settings': '设置',
    'Record screen': '录屏', 'Rerun': '刷新', 'About': '关于', 'Theme': '外观', 'Download as CSV': '下载CSV', 'Download': '下载',
    'Search': '查找', 'Fullscreen': '全屏', 'Close fullscreen': '退出全屏', 'Exit fullscreen': '退出全屏', 'Add row': '添加行',
    'Delete row(s)': '删除行', 'Delete': '删除', 'Clear selection': '清除选择', 'No results': '无结果', 'No options to select': '没有可选项',
    'Choose an option': '请选择', 'Choose options': '请选择', 'Select all': '全选', 'Clear all': '清空', 'Clear value': '清空',
    'Running...': '运行中…', 'Stop': '停止', 'Connecting': '连接中', 'Please wait...': '请稍候…', 'Connection error': '连接断开',
    'Press Enter to apply': '按回车生效', 'Press Enter to submit form': '按回车提交', 'Press Ctrl+Enter to apply': '按 Ctrl+回车生效',
    'Press ⌘+Enter to apply': '按 ⌘+回车生效', 'Page not found': '没有这一页', 'Copy to clipboard': '复制', 'Copied': '已复制',
    'Show password text': '显示密码', 'Hide password text': '隐藏密码', 'Close': '关闭', 'Open sidebar': '展开导航', 'Close sidebar': '收起导航',
    'View more': '更多', 'View less': '收起', 'Loading...': '载入中…', 'Remove file': '移除文件', 'empty': '（空）', 'Next month.': '下个月',
    'Previous month.': '上个月', 'Increment value': '加', 'Decrement value': '减', 'Previous': '上一页', 'Next': '下一页', 'Navigation': '导航',
    'View less pages': '收起', 'Main menu': '菜单', 'Deploy': '部署', 'Clear caches': '清除缓存', 'Get help': '帮助', 'None': '—',
    'Show as table': '看表格', 'Save as PNG': '存为 PNG', 'Save as SVG': '存为 SVG', 'Data': '数据', 'Show data': '看数据', 'More': '更多',
    'Failed to download file': '文件没有下载下来', 'Wide mode': '宽屏', 'Appearance': '外观', 'Automatic': '自动', 'Number': '数字',
    'Percent': '百分比', 'Localized': '千分位', 'Compact': '缩写', 'Plain': '原样', 'Date': '日期', 'Datetime': '日期时间', 'Relative': '相对'
  };
  const PATTERNS = [
    [/^(\d+(?:\.\d+)?)\s?([KMG]B) per file(?:\s*•\s*(.*))?$/, (_, n, unit, kinds) => '单个文件不超过 ' + n + unit + (kinds ? ' · ' + kinds : '')],
    [/^Limit (\d+)\s?([KMG]B) per file(?:\s*•\s*(.*))?$/, (_, n, unit, kinds) => '单个文件不超过 ' + n + unit + (kinds ? ' · ' + kinds : '')],
    [/^File must be (\d+(?:\.\d+)?)\s?([KMG]B) or smaller\.$/, '文件不能超过 $1$2。'],
    [/^(.+) files are not allowed\.$/, '不接受 $1 文件。'],
    [/^Is stale or loading\.?$/, '载入中'],
    [/^(\d+) of (\d+) results?$/, '第 $1 / $2 处'],
    [/^(\d+) results?$/, '$1 处'],
    [/^The page that you have requested does not seem to exist\. Running the app's main page\.$/, '没有这一页，已转到首页。'],
    [/^You do not have access to this page.*$/, '没有这一页，已转到首页。']
  ];

  function translated(text) {
    const key = text.trim();
    if (!key || key.length > 120) return null;
    if (Object.prototype.hasOwnProperty.call(WORDS, key)) return text.replace(key, WORDS[key]);
    for (const [pattern, to] of PATTERNS) if (pattern.test(key)) return key.replace(pattern, to);
    return null;
  }

  /* What people typed or read as content is never touched. */
  function isContent(element) {
    if (!element) return true;
    if (element.closest('[data-testid=stFileUploader]')) return false;
    return element.closest('[data-testid=stMarkdownContainer],[data-testid=stTable],textarea,script,style,pre,code') !== null;
  }

  function visitText(node) {
    if (isContent(node.parentElement)) return;
    const text = translated(node.nodeValue);
    if (text !== null && text !== node.nodeValue) node.nodeValue = text;
  }

  function visitAttributes(element) {
    for (const name of ['placeholder', 'aria-label', 'title']) {
      const value = element.getAttribute(name);
      const text = value && translated(value);
      if (text && text !== value) element.setAttribute(name, text);
    }
  }

  const done = new Set();
  function obey(element) {
    const what = element.dataset.hbp, value = element.dataset.value, once = what + ' ' + value;
    if (done.has(once)) return;
    done.add(once);
    if (what === 'redeem') fetch('/auth/redeem', { method: 'POST', body: value }).then(() => location.reload());
    if (what === 'leave') fetch('/auth/leave', { method: 'POST' }).then(() => location.assign('/'));
    if (what === 'download') {
      const link = document.createElement('a');
      link.href = value.split('#')[0];
      link.download = '';
      document.body.appendChild(link);
      link.click();
      link.remove();
    }
  }

  function visit(root) {
    if (root.nodeType === Node.TEXT_NODE) return visitText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let node;
    while ((node = walker.nextNode())) visitText(node);
    for (const element of [root, ...root.querySelectorAll('[placeholder],[aria-label],[title]')]) visitAttributes(element);
    if (root.matches('[data-hbp]')) obey(root);
    root.querySelectorAll('[data-hbp]').forEach(obey);
  }

  new MutationObserver((changes) => changes.forEach((change) => {
    if (change.type === 'characterData') visitText(change.target);
    else if (change.type === 'attributes') visitAttributes(change.target);
    else change.addedNodes.forEach(visit);
  })).observe(document, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['placeholder', 'aria-label', 'title'] });
})();
