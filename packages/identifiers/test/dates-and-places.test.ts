import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { calendarDate } from '../src/validators/calendar-date.ts';
import { cardExpiry } from '../src/validators/card-expiry.ts';
import { coordinates } from '../src/validators/coordinates.ts';
import { digitCount } from '../src/validators/digit-count.ts';
import { soleNumber } from '../src/validators/sole-number.ts';
import { uniqueDeviceIdentifier } from '../src/validators/unique-device-identifier.ts';

const MONTHS = ['January', 'Feb', 'mar', 'APR', 'May', 'June', 'jul.', 'Aug', 'Sept', 'October', 'nov', 'Dec'];

test('every day of the calendar is a date in every way of writing it', () => {
  const days = fc.date({
    min: new Date(Date.UTC(1900, 0, 1)),
    max: new Date(Date.UTC(2099, 11, 31)),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(days, (date) => {
      const [year = '', month = '', day = ''] = date.toISOString().slice(0, 10).split('-');
      const name = MONTHS[Number(month) - 1];
      for (const written of [
        `${year}-${month}-${day}`,
        `${year}${month}${day}`,
        `${day}.${month}.${year}`,
        `${month}/${day}/${year}`,
        `${Number(day)}/${Number(month)}/${year.slice(2)}`,
        `${Number(day)}th of ${name} ${year}`,
        `${name} ${Number(day)}, ${year}`,
        `${year} ${name} ${day}`,
        `${day}-${name}-${year.slice(2)}`,
      ]) {
        assert.equal(calendarDate(written), null, written);
      }
    }),
    { numRuns: 200 },
  );
});

test('days that no calendar has are refused', () => {
  for (const written of [
    '1985-02-29',
    '19850431',
    '31/11/1985',
    '13/13/85',
    '0/1/85',
    'Feb 30, 1984',
    '1985 June 31',
  ]) {
    assert.equal(calendarDate(written), 'bad-format', written);
  }
});

test('coordinates reach to the poles and the date line, not beyond', () => {
  for (const inside of ['90.000, 180.000', '-90.000,-180.000', '0.000 0.001']) assert.equal(coordinates(inside), null);
  for (const outside of ['90.001,0.000', '-90.001,0.000', '0.000,180.001', '0.000,-180.001', '1.5']) {
    assert.equal(coordinates(outside), 'bad-format', outside);
  }
  assert.equal(coordinates('0.000,-0.000'), 'never-issued');
});

test('an expiry date is a month and a year', () => {
  for (const expiry of ['02/26', '02/2026', 'Feb 2026', '26-Feb', '02, expY=2026'])
    assert.equal(cardExpiry(expiry), null);
  for (const date of ['2026-02-01', '1/2/26', '21 Dec 2012', '1.2.3.4'])
    assert.equal(cardExpiry(date), 'bad-format', date);
});

test('numbers of digits: at both limits, and one beside them', () => {
  const validate = digitCount(7, 11);
  assert.equal(validate('12 34 56-7'), null);
  assert.equal(validate('12345678901'), null);
  assert.equal(validate('123456'), 'bad-format');
  assert.equal(validate('123456789012'), 'bad-format');
  assert.equal(soleNumber('123'), null);
  assert.equal(soleNumber('12/26'), 'bad-format');
});

test('device identifiers have the check of their agency', () => {
  assert.equal(uniqueDeviceIdentifier('(01)00614141999996(17)100101'), null);
  assert.equal(uniqueDeviceIdentifier('(01)00614141999997(17)100101'), 'bad-checksum');
  assert.equal(uniqueDeviceIdentifier('+A123BJC5D6E71G'), null);
  assert.equal(uniqueDeviceIdentifier('+A123BJC5D6E71F'), 'bad-checksum');
  assert.equal(uniqueDeviceIdentifier('+A123BJC5D6E71/$$52001510X3'), null);
  assert.equal(uniqueDeviceIdentifier('(01)0061414199999'), 'bad-format');
});
