import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseRange } from '../src/aws/byte-range.ts';
import { encodeEventKey } from '../src/aws/event-message.ts';
import { chosenParts, multipartEtag, PART_MIN_BYTES } from '../src/aws/multipart-operations.ts';
import { notificationMatches } from '../src/aws/notification-configuration.ts';
import { CHUNK_LINE_LIMIT_BYTES, decodeChunked, receiveText, XML_LIMIT_BYTES } from '../src/aws/receive-body.ts';
import { parseAddress, routeS3 } from '../src/aws/route-s3.ts';
import { S3_ROUTES } from '../src/aws/s3-operations.ts';
import { checkedTags, parseTagHeader, TAG_KEY_LIMIT, TAG_LIMIT, TAG_VALUE_LIMIT } from '../src/aws/tags.ts';
import { buildXml, parseXml, text } from '../src/aws/xml.ts';

describe('decodeChunked', () => {
  const decode = async (text: Buffer, pieces: number[]) => {
    const trailers = new Map<string, string>();
    const source = async function* () {
      let at = 0;
      for (const piece of [...pieces, text.length]) {
        yield text.subarray(at, at + piece);
        at += piece;
      }
    };
    const parts: Buffer[] = [];
    for await (const part of decodeChunked(source(), trailers)) parts.push(part);
    return { bytes: Buffer.concat(parts), trailers };
  };

  it('gives the payload and the trailers back, however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 5 }),
        fc.array(fc.integer({ min: 0, max: 40 })),
        async (chunks, pieces) => {
          const framed = chunks.flatMap((chunk) => [
            Buffer.from(`${chunk.length.toString(16)};chunk-signature=ab\r\n`),
            chunk,
            Buffer.from('\r\n'),
          ]);
          const text = Buffer.concat([...framed, Buffer.from('0\r\nX-Amz-Checksum-Crc32: AAAA\r\n\r\n')]);
          const { bytes, trailers } = await decode(text, pieces);
          assert.ok(bytes.equals(Buffer.concat(chunks)));
          assert.deepEqual([...trailers], [['x-amz-checksum-crc32', 'AAAA']]);
        },
      ),
    );
  });

  it('refuses what is cut off, malformed, or has a line past the limit', async () => {
    const lineOf = (length: number) => `3;${'x'.repeat(length - 4)}\r\n`;
    const cases = [
      '',
      '3\r\nab',
      '3\r\nabc\r\n',
      '3\r\nabcd\r\n0\r\n\r\n',
      'zz\r\n',
      `${lineOf(CHUNK_LINE_LIMIT_BYTES + 1)}abc\r\n0\r\n\r\n`,
    ];
    for (const text of cases) await assert.rejects(decode(Buffer.from(text), []), { code: 'IncompleteBody' }, text);
    const longest = `${lineOf(CHUNK_LINE_LIMIT_BYTES)}abc\r\n0\r\n\r\n`;
    assert.equal((await decode(Buffer.from(longest), [])).bytes.toString(), 'abc');
  });
});

describe('parseAddress', () => {
  it('leaves keys as they are', () => {
    const parsed = (url: string) => {
      const { bucket, key, query } = parseAddress(url);
      return [bucket, key, query.toString()];
    };
    assert.deepEqual(parsed('/'), ['', '', '']);
    assert.deepEqual(parsed('/b'), ['b', '', '']);
    assert.deepEqual(parsed('/b/?versioning'), ['b', '', 'versioning=']);
    assert.deepEqual(parsed('/b//a/../c/?x-id=GetObject'), ['b', '/a/../c/', 'x-id=GetObject']);
    assert.deepEqual(parsed('/b/a%20%2B%3Fd?y=1%262'), ['b', 'a +?d', 'y=1%262']);
    assert.throws(() => parseAddress('/b/%ff'), { code: 'InvalidURI', status: 400 });
  });
});

describe('routeS3', () => {
  const route = (method: string, url: string) => routeS3(S3_ROUTES, method, parseAddress(url)).name;

  it('finds the operation by method, level and sub-resource', () => {
    assert.equal(route('GET', '/b?list-type=2&prefix=p&x-id=ListObjectsV2'), 'listObjectsV2');
    assert.equal(route('GET', '/b/k?tagging'), 'getObjectTagging');
    assert.equal(route('GET', '/b/k?X-Amz-Signature=0&X-Amz-Date=0'), 'getObject');
    assert.equal(route('PUT', '/b/k?partNumber=1&uploadId=u'), 'uploadPart');
  });

  it('takes no sub-resource, method or parameter that it does not know', () => {
    const unknown = [
      'acl',
      'policy',
      'encryption',
      'inventory&id=x',
      'publicAccessBlock',
      'tagging',
      'list-type=2&acl',
      'x',
    ];
    for (const query of unknown)
      assert.throws(() => route('GET', `/b?${query}`), { code: 'NotImplemented', status: 501 });
    for (const query of ['acl', 'attributes', 'torrent', 'partNumber=1', 'retention']) {
      assert.throws(() => route('GET', `/b/k?${query}`), { code: 'NotImplemented' });
    }
    assert.throws(() => route('PUT', '/b/k?uploadId=u'), { code: 'NotImplemented' });
    assert.throws(() => route('PATCH', '/b/k'), { code: 'NotImplemented' });
  });
});

describe('parseRange', () => {
  const cases: [string, number, ReturnType<typeof parseRange>][] = [
    ['', 10, undefined],
    ['bytes=0-0', 10, { start: 0, end: 1 }],
    ['bytes=9-9', 10, { start: 9, end: 10 }],
    ['bytes=9-10', 10, { start: 9, end: 10 }],
    ['bytes=10-10', 10, 'unsatisfiable'],
    ['bytes=3-', 10, { start: 3, end: 10 }],
    ['bytes=-4', 10, { start: 6, end: 10 }],
    ['bytes=-40', 10, { start: 0, end: 10 }],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=0-', 0, 'unsatisfiable'],
    ['bytes=5-4', 10, undefined],
    ['bytes=0-1,3-4', 10, undefined],
    ['bytes=-', 10, undefined],
    ['lines=1-2', 10, undefined],
  ];
  for (const [value, size, expected] of cases) {
    it(`${value} of ${size} bytes`, () => assert.deepEqual(parseRange(value, size), expected));
  }
});

describe('encodeEventKey', () => {
  it('encodes as AWS documents it', () => {
    assert.equal(encodeEventKey('red flower.jpg'), 'red+flower.jpg');
    assert.equal(encodeEventKey("a/b+c!'()~*é"), 'a/b%2Bc%21%27%28%29%7E*%C3%A9');
  });

  it('is undone by form decoding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (key) => {
        assert.equal(decodeURIComponent(encodeEventKey(key).replaceAll('+', ' ')), key);
      }),
    );
  });
});

describe('notificationMatches', () => {
  const notification = {
    id: 'n',
    queueArn: '',
    events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:Delete'],
    prefix: 'p',
    suffix: 's',
  };

  it('needs the event, the prefix and the suffix', () => {
    assert.equal(notificationMatches(notification, 'ObjectCreated:Copy', 'p s'), true);
    assert.equal(notificationMatches(notification, 'ObjectRemoved:Delete', 'ps'), true);
    assert.equal(notificationMatches(notification, 'ObjectRemoved:DeleteMarkerCreated', 'ps'), false);
    assert.equal(notificationMatches(notification, 'ObjectTagging:Put', 'ps'), false);
    assert.equal(notificationMatches(notification, 'ObjectCreated:Put', 'xps'), false);
    assert.equal(notificationMatches(notification, 'ObjectCreated:Put', 'psx'), false);
  });
});

describe('multipart uploads', () => {
  const part = (number: number, size: number) => ({ number, etag: `e${number}`, blob: { id: `b${number}`, size } });

  it('takes parts of 5 MiB and a last one of any size, and not one byte less before it', () => {
    const stored = [part(1, PART_MIN_BYTES), part(2, PART_MIN_BYTES - 1), part(7, 1)];
    assert.deepEqual(chosenParts([stored[0]!, stored[1]!], stored), stored.slice(0, 2));
    assert.throws(() => chosenParts([stored[1]!, stored[2]!], stored), { code: 'EntityTooSmall' });
    assert.throws(() => chosenParts([], stored), { code: 'MalformedXML' });
    assert.throws(() => chosenParts([stored[0]!, stored[0]!], stored), { code: 'InvalidPartOrder' });
  });

  it('have the MD5 of the MD5s, and how many there are, as etag', () => {
    const empty = 'd41d8cd98f00b204e9800998ecf8427e';
    assert.equal(multipartEtag([empty, empty]), '5873dd45edd01f09c1ef2e7819369e8e-2');
  });
});

describe('receiveText', () => {
  const requestOf = (body: string, declared = body.length) =>
    Object.assign(Readable.from([Buffer.from(body)]), {
      method: 'PUT',
      headers: { 'content-length': String(declared) },
    }) as unknown as IncomingMessage;

  it('takes a document up to its limit, and not one byte more', async () => {
    assert.equal((await receiveText(requestOf('x'.repeat(XML_LIMIT_BYTES)))).length, XML_LIMIT_BYTES);
    await assert.rejects(receiveText(requestOf('x'.repeat(XML_LIMIT_BYTES + 1))), { code: 'MalformedXML' });
  });

  it('refuses a body of another length than declared, or of none', async () => {
    await assert.rejects(receiveText(requestOf('abc', 4)), { code: 'IncompleteBody' });
    const undeclared = Object.assign(requestOf('abc'), { headers: {} });
    await assert.rejects(receiveText(undeclared), { code: 'MissingContentLength', status: 411 });
  });
});

describe('tags', () => {
  it('are taken up to S3’s limits, and not beyond', () => {
    const pairs = (count: number) => Array.from({ length: count }, (_, i) => [`k${i}`, 'v'] as const);
    assert.equal(Object.keys(checkedTags(pairs(TAG_LIMIT))).length, TAG_LIMIT);
    assert.throws(() => checkedTags(pairs(TAG_LIMIT + 1)), { code: 'BadRequest' });
    const longest = ['k'.repeat(TAG_KEY_LIMIT), 'v'.repeat(TAG_VALUE_LIMIT)] as const;
    assert.deepEqual(checkedTags([longest]), { [longest[0]]: longest[1] });
    assert.throws(() => checkedTags([[`${longest[0]}k`, '']]), { code: 'InvalidTag' });
    assert.throws(() => checkedTags([['k', `${longest[1]}v`]]), { code: 'InvalidTag' });
    assert.throws(() => checkedTags([['', 'v']]), { code: 'InvalidTag' });
    assert.throws(() => checkedTags([...pairs(1), ...pairs(1)]), { code: 'InvalidTag' });
  });

  it('come URL-encoded in a header', () => {
    assert.deepEqual(parseTagHeader('a=1&b%20c=x+y'), { a: '1', 'b c': 'x y' });
    assert.deepEqual(parseTagHeader(''), {});
  });
});

describe('XML', () => {
  it('gives any text back that XML can hold', () => {
    const anyText = fc.string({ unit: 'grapheme' }).filter((value) => value !== '');
    fc.assert(
      fc.property(anyText, (value) => {
        assert.equal(text(parseXml(buildXml('Root', { Leaf: value }), 'Root'), 'Leaf'), value);
      }),
    );
  });

  it('refuses what is not the document asked for', () => {
    for (const wrong of ['', 'text', '<Root>', '<Other/>', '<Root></Other>']) {
      assert.throws(() => parseXml(wrong, 'Root'), { code: 'MalformedXML' }, wrong);
    }
  });
});
