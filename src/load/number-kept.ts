/** So many significant digits tell any two doubles apart (IEEE 754, 5.12.2): a fraction with them is one written out. */
const DIGITS_OF_A_DOUBLE = 17;

/** Whether a number, as JSON writes it, is still the same once it is read as a double. */
export function isKept(written: string): boolean {
  // Any number this short is.
  if (written.length < 16 && !/e/i.test(written)) return true;
  const value = Number(written);
  if (!Number.isFinite(value)) return false;
  const given = decimalOf(written);
  const read = decimalOf(String(value));
  const isSame = given.digits === read.digits && given.exponent === read.exponent;
  return isSame || (value !== 0 && given.exponent < 0 && given.digits.length <= DIGITS_OF_A_DOUBLE);
}

/** What a double can hold of a number that is larger than all of them: the largest there is. */
export function nearestDouble(written: string): number {
  return Math.min(Math.max(Number(written), -Number.MAX_VALUE), Number.MAX_VALUE);
}

/** `digits` times ten to the power of `exponent`, without zeros at either end. */
function decimalOf(written: string): { readonly digits: string; readonly exponent: number } {
  const [, whole = '', fraction = '', power = '0'] =
    /^[-+]?(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(written) ?? [];
  const all = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = all.replace(/0+$/, '');
  if (digits === '') return { digits, exponent: 0 };
  return { digits, exponent: Number(power) - fraction.length + all.length - digits.length };
}
