/** What is in it is made when it is opened: a long run has thousands. */
function folding(summary, contents) {
  const node = element('details', {}, [summary]);
  const fill = () =>
    node.childElementCount === 1 && node.append(element('div', { class: 'more' }, contents()));
  node.addEventListener('toggle', fill);
  return node;
}

function showRow({ module, request, status }) {
  const [tone, sign] = STATUSES[status];
  const [method, ...path] = request.key.split(' ');
  const purpose = request.purpose ? ` (${request.purpose})` : '';
  const answered = status === 'skipped' ? '' : String(request.status ?? 'no answer');
  return folding(
    element('summary', { class: 'request' }, [
      element('span', { class: tone }, [
        element('span', { text: sign, 'aria-hidden': true }),
        element('span', { text: status, class: 'unseen' }),
      ]),
      element('span', { text: method, class: 'method' }),
      element('span', { class: 'name' }, [
        element('span', { text: request.name + purpose }),
        element('span', { text: path.join(' '), class: 'path' }),
      ]),
      element('span', { text: module, class: 'where' }),
      element('span', { text: answered, class: `number code-cell ${status === 'failed' ? 'bad' : ''}` }),
      element('span', { text: answered === '' ? '' : ms(request.durationMs), class: 'number dim' }),
    ]),
    () =>
      status === 'skipped' ? [element('p', { text: `Not sent: ${request.reason}` })] : tellRequest(request),
  );
}

function tellRequest({ error, assertions, method, url, status, reason, traceId, retries, bytes, curl }) {
  const came =
    status === undefined ? 'No response came' : `Came: ${status} ${reason}, ${counted(bytes, 'byte')}`;
  const facts = [
    came,
    traceId && `traceId ${traceId}`,
    retries > 0 && `sent again ${counted(retries, 'time')}`,
  ];
  return [
    ...(error === undefined ? [] : [element('p', { text: error, class: 'bad' })]),
    element(
      'ul',
      {},
      assertions.map(({ name, passed, message }) =>
        element('li', {
          text: passed ? `✓ ${name}` : `✗ ${name}: ${message ?? ''}`,
          class: passed ? 'dim' : 'bad',
        }),
      ),
    ),
    element('p', { text: facts.filter(Boolean).join(' · ') }),
    ...(curl === undefined ? [element('pre', { text: `${method} ${url}` })] : tellCurl(curl)),
  ];
}

function tellCurl(curl) {
  const line = element('pre', { text: curl });
  const button = element('button', { type: 'button', text: 'Copy curl line' });
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(curl);
      button.textContent = 'Copied';
    } catch {
      // A browser may refuse it to a file from disk: then Ctrl-C does it.
      getSelection().selectAllChildren(line);
    }
  });
  return [line, button];
}

function showModule({ module, totals, timing, coverage, weak }) {
  const { operations, statuses } = coverage;
  const cells = [
    ['Requests', totals.sent],
    ['Failed', totals.failed, totals.failed > 0 ? 'bad' : ''],
    ['Skipped', totals.skipped, totals.skipped > 0 ? 'warn' : ''],
    ['p50', ms(timing?.p50)],
    ['p95', ms(timing?.p95)],
    ['Operations', `${operations.exercised}/${operations.documented}`],
    ['Statuses', `${statuses.seen}/${statuses.documented}`],
  ];
  const summary = element('summary', { class: 'line' }, [
    element('span', { text: module }),
    ...cells.map(([label, text, tone = '']) =>
      element('span', { class: tone }, [element('small', { text: `${label} ` }), String(text)]),
    ),
  ]);
  return folding(summary, () => [...tellCoverage(coverage), ...tellWeak(weak)]);
}

function tellCoverage({ byOperation }) {
  const code = (said, text) => element('span', { text, class: `code ${said}`, title: said || 'not seen' });
  return byOperation.map(({ key, seen, unseen }) =>
    element('div', { class: 'operation' }, [
      element('span', { text: key, class: 'path' }),
      element('span', { class: 'codes' }, [
        element('span', {
          text: `seen: ${seen.join(', ') || 'none'}; not seen: ${unseen.join(', ') || 'none'}`,
          class: 'unseen',
        }),
        element('span', { class: 'codes', 'aria-hidden': true }, [
          ...seen.map((text) => code('seen', text)),
          ...unseen.map((text) => code('', text)),
        ]),
      ]),
    ]),
  );
}

function tellWeak(weak) {
  if (weak.length === 0) return [];
  return [
    element('h3', {
      text: 'Checked only in part: the spec says too little, so that a wrong answer would pass',
    }),
    element(
      'ul',
      {},
      weak.map(({ key, reason }) => element('li', { text: `${key}: ${reason}` })),
    ),
  ];
}
