// Ed25519 (RFC 8032, section 5.1): verification only, so nothing here is secret or needs constant time.

import { sha512 } from "./sha.js";

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * power(121666n, P - 2n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);
const NEUTRAL = [0n, 1n, 1n, 0n];
const BASE = decode(bytesOf(mod(4n * power(5n, P - 2n))));

/** Whether 32 bytes are a public key that only one secret fits: a point, and not one of the eight of small order. */
export function usablePoint(data) {
  let point = decode(data);
  if (!point) return false;
  for (let i = 0; i < 3; i++) point = add(point, point);
  return !same(encode(point), encode(NEUTRAL));
}

/** Whether the 64 bytes are a signature of the message. Uses the browser's Ed25519 where it has one. */
export async function verifies(key, message, signature) {
  const subtle = globalThis.crypto?.subtle;
  if (subtle) {
    let imported;
    try {
      imported = await subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    } catch {
      return verifiesPlain(key, message, signature);
    }
    return canonicalScalar(signature) && subtle.verify({ name: "Ed25519" }, imported, signature, message);
  }
  return verifiesPlain(key, message, signature);
}

/** The same without the browser's help: [S]B = R + [k]A, S below the group order. */
export function verifiesPlain(key, message, signature) {
  const point = decode(key);
  if (!point || !canonicalScalar(signature)) return false;
  const scalar = numberOf(signature.slice(32));
  const hashed = new Uint8Array(64 + message.length);
  hashed.set(signature.slice(0, 32));
  hashed.set(key, 32);
  hashed.set(message, 64);
  const factor = numberOf(sha512(hashed)) % ORDER;
  const minus = [mod(-point[0]), point[1], 1n, mod(-point[3])];
  const steps = [null, BASE, minus, add(BASE, minus)];
  let found = NEUTRAL;
  for (let bit = 252n; bit >= 0n; bit--) {
    found = add(found, found);
    const step = steps[Number(((scalar >> bit) & 1n) | (((factor >> bit) & 1n) << 1n))];
    if (step) found = add(found, step);
  }
  return same(encode(found), signature.slice(0, 32));
}

export function same(a, b) {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

function canonicalScalar(signature) {
  return signature.length === 64 && numberOf(signature.slice(32)) < ORDER;
}

/** Sum of two points in extended coordinates x, y, z, t with x = X/Z, y = Y/Z, x·y = T/Z. */
function add(a, b) {
  const e = mod((a[1] - a[0]) * (b[1] - b[0]));
  const f = mod((a[1] + a[0]) * (b[1] + b[0]));
  const g = mod(2n * D * a[3] * b[3]);
  const h = mod(2n * a[2] * b[2]);
  const x = f - e, y = h + g, z = h - g, t = f + e;
  return [mod(x * z), mod(t * y), mod(z * y), mod(x * t)];
}

/** The point that 32 bytes stand for, or null: y ≥ p, x not on the curve, and minus zero are refused. */
function decode(data) {
  if (data.length !== 32) return null;
  const number = numberOf(data);
  const sign = number >> 255n, y = BigInt.asUintN(255, number);
  if (y >= P) return null;
  const square = mod((y * y - 1n) * power(mod(D * y * y + 1n), P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x) !== square) x = mod(x * ROOT_OF_MINUS_ONE);
  if (mod(x * x) !== square || (x === 0n && sign)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

function encode(point) {
  const inverse = power(point[2], P - 2n);
  return bytesOf(mod(point[1] * inverse) | ((mod(point[0] * inverse) & 1n) << 255n));
}

function mod(value) {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}

function power(base, exponent) {
  let result = 1n;
  for (let square = mod(base); exponent > 0n; exponent >>= 1n, square = mod(square * square)) {
    if (exponent & 1n) result = mod(result * square);
  }
  return result;
}

function numberOf(bytes) {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
  return value;
}

function bytesOf(number) {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((number >> BigInt(8 * i)) & 255n));
}
