/* Ctrl+V of a screenshot or of copied files goes into the upload field that is open, as if the files had been chosen. */
(function () {
  'use strict';

  function field() {
    return [...document.querySelectorAll('.st-key-paste-here input[type=file]')].find((input) => input.closest('.st-key-paste-here').offsetParent);
  }

  /* A cell copied from a spreadsheet comes as text and as a picture: where people write, the text is meant. */
  function isWriting(event) {
    const target = event.target;
    const writes = target.closest && target.closest('input:not([type=file]), textarea, [contenteditable=true]');
    return Boolean(writes) && event.clipboardData.types.includes('text/plain');
  }

  /* Every screenshot is called image.png; the time tells them apart. */
  function named(file, number) {
    if (file.name && file.name !== 'image.png') return file;
    const now = new Date(), two = (n) => String(n).padStart(2, '0');
    const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('');
    const ending = file.type === 'image/jpeg' ? 'jpg' : 'png';
    return new File([file], '截图' + time + (number ? '-' + (number + 1) : '') + '.' + ending, { type: file.type });
  }

  document.addEventListener('paste', (event) => {
    const files = event.clipboardData ? [...event.clipboardData.files] : [];
    const input = files.length ? field() : null;
    if (!input || isWriting(event)) return;
    const all = new DataTransfer();
    files.forEach((file, number) => all.items.add(named(file, number)));
    input.files = all.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    event.preventDefault();
  });
})();
