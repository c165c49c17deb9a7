const { verdict, ...report } = JSON.parse(document.getElementById('data').textContent);
const PAGE = 100;
const OPENED = 3;
const STATUSES = { failed: ['bad', '✗'], skipped: ['warn', '–'], passed: ['good', '✓'] };

const byId = (id) => document.getElementById(id);
const counted = (count, what) => `${count} ${what}${count === 1 ? '' : 's'}`;
const ms = (value) => (value === undefined ? '–' : `${Math.round(value)} ms`);

/** Everything from the run comes in as text: nothing of it is ever read as markup. */
function element(tag, { text, ...attributes } = {}, children = []) {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function pairs(entries) {
  return entries.map(([term, ...said]) =>
    element('div', {}, [element('dt', { text: term }), element('dd', {}, said)]),
  );
}

function showHeader() {
  const { totals, target, modules } = report;
  const sum = (pick) => modules.reduce((total, module) => total + pick(module.coverage), 0);
  const of = (part, whole) => [String(part), element('small', { text: ` of ${whole}` })];
  const toned = (count, tone) => element('span', { text: count, class: count > 0 ? tone : '' });
  document.title = `${verdict.headline} – smoke report`;
  byId('headline').replaceChildren(
    element('span', {
      text: verdict.passed ? '✓ ' : '✗ ',
      class: verdict.passed ? 'good' : 'bad',
      'aria-hidden': true,
    }),
    verdict.headline,
  );
  byId('kicker').textContent = `Smoke run of ${counted(modules.length, 'module')}, mode ${report.mode}`;
  for (const status of ['passed', 'failed', 'skipped']) {
    const part = element('span', { class: STATUSES[status][0] });
    part.style.flexGrow = totals[status];
    if (totals[status] > 0) byId('bar').append(part);
  }
  byId('tiles').append(
    ...pairs([
      ['requests passed', toned(totals.passed, 'good')],
      ['failed', toned(totals.failed, 'bad')],
      ['skipped', toned(totals.skipped, 'warn')],
      ['assertions held', ...of(totals.assertions - totals.failedAssertions, totals.assertions)],
      [
        'operations exercised',
        ...of(
          sum((c) => c.operations.exercised),
          sum((c) => c.operations.documented),
        ),
      ],
      [
        'documented statuses seen',
        ...of(
          sum((c) => c.statuses.seen),
          sum((c) => c.statuses.documented),
        ),
      ],
      ['checked only in part', toned(totals.weak, 'warn')],
      ['sent again', String(totals.retries)],
    ]),
  );
  byId('facts').append(
    ...pairs([
      ['Target', `${target.name} (${target.baseUrl})`],
      ['Started', `${report.startedAt.replace('T', ' ').slice(0, 19)} UTC`],
      ['Took', `${(report.durationMs / 1000).toFixed(1)} s`],
      ...(report.shard ? [['Shard', `${report.shard.index} of ${report.shard.total}`]] : []),
      ['By', report.generator],
    ]),
  );
  const broken = modules.filter(({ error }) => error !== undefined);
  byId('broken').hidden = broken.length === 0;
  byId('broken').append(...broken.map(({ module, error }) => element('li', { text: `${module}: ${error}` })));
}

function statusOf({ error, assertions }) {
  if (!assertions) return 'skipped';
  return error !== undefined || assertions.some(({ passed }) => !passed) ? 'failed' : 'passed';
}

/** Failures first, then what was left out; in each the order of sending. */
function listRows() {
  const rows = report.modules.flatMap(({ module, requests, skipped }) =>
    [...requests, ...skipped].map((request) => ({ module, request, status: statusOf(request) })),
  );
  for (const row of rows) row.words = JSON.stringify([row.module, row.request]).toLowerCase();
  const rank = Object.keys(STATUSES);
  return rows.sort((left, right) => rank.indexOf(left.status) - rank.indexOf(right.status));
}

function fillFilter() {
  const names = report.modules.map(({ module }) => element('option', { value: module, text: module }));
  byId('module').append(element('option', { value: '', text: 'All modules' }), ...names);
  const { totals } = report;
  const choices = [
    ['', 'All', totals.sent + totals.skipped],
    ['failed', 'Failed', totals.failed],
    ['passed', 'Passed', totals.passed],
    ['skipped', 'Skipped', totals.skipped],
  ];
  for (const [value, label, count] of choices) {
    const radio = element('input', { type: 'radio', name: 'status', value });
    radio.defaultChecked = value === '';
    byId('statuses').append(
      element('label', {}, [radio, `${label} `, element('span', { text: String(count), class: 'dim' })]),
    );
  }
}

/** Shows of the page what the filter asks for. */
function followFilter() {
  const rows = listRows();
  const modules = report.modules.map((module) => ({ name: module.module, node: showModule(module) }));
  byId('modules').append(...modules.map(({ node }) => node));
  const form = byId('filter');
  let limit = PAGE;

  const show = () => {
    const [module, text] = [byId('module').value, byId('text').value.trim().toLowerCase()];
    const status = form.elements.status.value;
    const found = rows.filter(
      (row) =>
        (module === '' || row.module === module) &&
        (status === '' || row.status === status) &&
        row.words.includes(text),
    );
    showRows(found, limit);
    byId('count').textContent = `${found.length} of ${counted(rows.length, 'request')}`;
    const named = new Set([
      ...found.map((row) => row.module),
      ...(found.length === rows.length ? modules.map(({ name }) => name) : []),
    ]);
    for (const { name, node } of modules) node.hidden = !named.has(name);
    byId('no-modules').hidden = named.size > 0;
  };
  const restart = () => {
    limit = PAGE;
    show();
  };
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', restart);
  byId('clear').addEventListener('click', () => {
    form.reset();
    restart();
    byId('text').focus();
  });
  byId('more').addEventListener('click', () => {
    const first = limit;
    limit += PAGE;
    show();
    byId('requests').children[first].querySelector('summary').focus();
  });
  show();
}

function showRows(found, limit) {
  const nodes = found.slice(0, limit).map(showRow);
  const open = found.filter(({ status }) => status === 'failed').length;
  for (const node of nodes.slice(0, Math.min(OPENED, open))) node.open = true;
  byId('requests').replaceChildren(...nodes.map((node) => element('li', {}, [node])));
  byId('nothing').hidden = found.length > 0;
  const left = found.length - limit;
  byId('more').hidden = left <= 0;
  byId('more').textContent = `Show ${Math.min(PAGE, left)} more of the ${left} left`;
}

showHeader();
fillFilter();
followFilter();
