// Whatever the receiver answers in its body is its own affair: the sender looks at the status alone.
pm.test('The receiver took the event', () => {
  const { code } = pm.response;
  if (code < 200 || code > 299) pm.expect.fail(`expected a status from 200 to 299, got ${code}`);
});
