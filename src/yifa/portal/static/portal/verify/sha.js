// SHA-256 and SHA-512 (FIPS 180-4). The browser's own SHA-256 is used where there is one; it is missing on plain HTTP.

const PRIMES = firstPrimes(80);
// Constants are the leading bits of the fractions of square and cube roots of primes, as the standard defines them.
const K256 = Uint32Array.from(PRIMES.slice(0, 64), (p) => Number(BigInt.asUintN(32, root(3n, BigInt(p) << 96n))));
const H256 = Uint32Array.from(PRIMES.slice(0, 8), (p) => Number(BigInt.asUintN(32, root(2n, BigInt(p) << 64n))));
const K512 = PRIMES.map((p) => BigInt.asUintN(64, root(3n, BigInt(p) << 192n)));
const H512 = PRIMES.slice(0, 8).map((p) => BigInt.asUintN(64, root(2n, BigInt(p) << 128n)));

/** SHA-256 of bytes: 32 bytes. */
export async function sha256(data) {
  const subtle = globalThis.crypto?.subtle;
  return subtle ? new Uint8Array(await subtle.digest("SHA-256", data)) : sha256Plain(data);
}

/** The same without the browser's help. */
export function sha256Plain(data) {
  const view = padded(data, 64);
  const state = Uint32Array.from(H256);
  const w = new Uint32Array(64);
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let t = 0; t < 16; t++) w[t] = view.getUint32(at + 4 * t);
    for (let t = 16; t < 64; t++) {
      const x = w[t - 15], y = w[t - 2];
      const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
      const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
      w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 64; t++) {
      const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const one = (h + s1 + ((e & f) ^ (~e & g)) + K256[t] + w[t]) | 0;
      const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
      const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] += value; });
  }
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((value, i) => out.setUint32(4 * i, value));
  return new Uint8Array(out.buffer);
}

/** SHA-512 of bytes: 64 bytes. Slow, for short messages. */
export function sha512(data) {
  const view = padded(data, 128);
  const state = [...H512];
  const w = new Array(80);
  const wrap = (x) => BigInt.asUintN(64, x);
  const turn = (x, n) => wrap((x >> n) | (x << (64n - n)));
  for (let at = 0; at < view.byteLength; at += 128) {
    for (let t = 0; t < 16; t++) w[t] = view.getBigUint64(at + 8 * t);
    for (let t = 16; t < 80; t++) {
      const x = w[t - 15], y = w[t - 2];
      const s0 = turn(x, 1n) ^ turn(x, 8n) ^ (x >> 7n);
      const s1 = turn(y, 19n) ^ turn(y, 61n) ^ (y >> 6n);
      w[t] = wrap(w[t - 16] + s0 + w[t - 7] + s1);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 80; t++) {
      const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
      const one = h + s1 + ((e & f) ^ (wrap(~e) & g)) + K512[t] + w[t];
      const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
      const two = s0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g; g = f; f = e; e = wrap(d + one); d = c; c = b; b = a; a = wrap(one + two);
    }
    [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] = wrap(state[i] + value); });
  }
  const out = new DataView(new ArrayBuffer(64));
  state.forEach((value, i) => out.setBigUint64(8 * i, value));
  return new Uint8Array(out.buffer);
}

function rotate(x, n) {
  return (x >>> n) | (x << (32 - n));
}

/** The message with its padding: a one bit, zeros, and the length in bits at the end. */
function padded(data, block) {
  const tail = block / 8;
  const size = Math.ceil((data.length + 1 + tail) / block) * block;
  const bytes = new Uint8Array(size);
  bytes.set(data);
  bytes[data.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(size - 8, BigInt(data.length) * 8n);
  return view;
}

function firstPrimes(count) {
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p)) found.push(n);
  return found;
}

/** The whole part of the n-th root (Newton, from above). */
function root(n, value) {
  let x = 1n << BigInt(Math.ceil(value.toString(2).length / Number(n)));
  for (;;) {
    const next = ((n - 1n) * x + value / x ** (n - 1n)) / n;
    if (next >= x) return x;
    x = next;
  }
}
