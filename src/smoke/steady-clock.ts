/**
 * Makes `Date.now` of this process go on evenly from what it is now. postman-runtime takes the time of a response by
 * it, and a clock that is set meanwhile would fail the request.
 */
export function steadyClock(): void {
  const origin = Date.now() - performance.now();
  Date.now = () => Math.round(origin + performance.now());
}
