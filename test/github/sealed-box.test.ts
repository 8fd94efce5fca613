import sodium from 'libsodium-wrappers';
import { seal } from '../../src/github/secret.ts';

test.each(['', 'https://ab12@o1.ingest.us.sentry.io/4506', 'Schlüssel 🔑', 'x'.repeat(50_000)])(
  'seals a text in a new box each time, and libsodium opens it: %#',
  async (text) => {
    await sodium.ready;
    const { publicKey, privateKey } = sodium.crypto_box_keypair();
    const key = Buffer.from(publicKey).toString('base64');
    const boxes = [seal(text, key), seal(text, key)];
    const bytes = boxes.map((box) => new Uint8Array(Buffer.from(box, 'base64')));
    const opened = bytes.map((box) => sodium.crypto_box_seal_open(box, publicKey, privateKey));
    expect(opened.map((one) => Buffer.from(one).toString())).toEqual([text, text]);
    expect(boxes[0]).not.toBe(boxes[1]);
  },
);
