// The events that the receiver beside the playground got, the newest first; what they say is only ever text.
const list = document.getElementById('events');
const status = document.getElementById('target');
const VERDICTS = {
  matches: ({ module }) => `matches ${module}`,
  differs: ({ module }) => `differs from ${module}`,
  unknown: () => 'not described by any spec here',
};
const PAUSE_MS = 1_500;
let last = 0;

function element(name, text, className = '') {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

function shown(received) {
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.append(
    element('time', received.at.slice(11, 19)),
    element('strong', received.type === '' ? '(no type)' : received.type),
    element('span', VERDICTS[received.verdict](received), `verdict ${received.verdict}`),
  );
  const faults = document.createElement('ul');
  faults.append(...received.faults.map((fault) => element('li', fault)));
  details.append(summary, faults, element('pre', JSON.stringify(received.event, null, 2)));
  return details;
}

async function refresh() {
  try {
    const { url, keeps, events } = await (await fetch('/events.json')).json();
    for (const received of events.filter(({ number }) => number > last)) list.prepend(shown(received));
    last = events.at(-1)?.number ?? last;
    while (list.childElementCount > keeps) list.lastElementChild.remove();
    status.textContent = `${last} received at ${url}${last > keeps ? `, the last ${keeps} kept` : ''}`;
  } catch {
    status.textContent = 'The playground has ended.';
    return;
  }
  setTimeout(refresh, PAUSE_MS);
}

refresh();
