// Keys, signed notes and checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature), as strict as the offline tool.

import { same, usablePoint, verifies } from "./ed25519.js";
import { sha256 } from "./sha.js";

export const ED25519 = 1;
export const COSIGNATURE = 4;
const MAX_NOTE = 64 * 1024;
const MAX_SIGNATURES = 64;
const NAME = /^[^+\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\p{Surrogate}]{1,255}$/u;
const SIZE = /^(?:0|[1-9][0-9]{0,17})$/;
const ID = /^[0-9a-f]{8}$/;
const encoder = new TextEncoder();

/** What is wrong with what is checked: a short code, and the reason in Chinese. */
export class Bad extends Error {
  constructor(code, reason) {
    super(reason);
    this.code = code;
  }
}

/** Read a key `name+id+base64`. Throws Bad when it is not written so; `known` is false for other algorithms. */
export async function readKey(text, code = "log-key") {
  const [name, id, ...rest] = text.split("+");
  const material = rest.length ? decode64(rest.join("+")) : null;
  if (!material?.length || !NAME.test(name) || !ID.test(id)) throw new Bad(code, `不是公钥的写法：${text.slice(0, 80)}`);
  const key = { text, name, id, kind: material[0], bytes: material.slice(1), label: `${name}+${id}` };
  key.known = key.kind === ED25519 || key.kind === COSIGNATURE;
  if (!key.known) return key;
  const digest = await sha256(concat(encoder.encode(`${name}\n`), material));
  if (key.bytes.length !== 32 || hex(digest.slice(0, 4)) !== id) throw new Bad(code, `公钥与它的编号不符：${key.label}`);
  if (!usablePoint(key.bytes)) throw new Bad(code, `公钥不是曲线上可用的点：${key.label}`);
  return key;
}

/** Read a checkpoint's note: text, origin, size, root and signature lines. Throws Bad. Checks no signature. */
export function readCheckpoint(raw) {
  const cut = raw.lastIndexOf("\n\n");
  const lines = raw.slice(cut + 2);
  if (encoder.encode(raw).length > MAX_NOTE) throw new Bad("checkpoint", "检查点过大");
  // eslint-disable-next-line no-control-regex
  if (cut < 0 || !lines.endsWith("\n") || /[\u0000-\u0009\u000b-\u001f]/.test(raw.slice(0, cut))) wrong("正文、空行、签名行");
  const rows = lines.slice(0, -1).split("\n");
  if (rows.length > MAX_SIGNATURES) wrong("签名行过多");
  const head = raw.slice(0, cut).split("\n");
  const root = head.length >= 3 && head.every(Boolean) ? decode64(head[2]) : null;
  if (root?.length !== 32 || !SIZE.test(head[1])) wrong("登记簿名、条数、根");
  const text = raw.slice(0, cut + 1);
  return { text, origin: head[0], size: BigInt(head[1]), root, signatures: rows.map(readSignature) };
}

/** Whether `value` is the key's signature of a note's text. */
export async function signed(key, text, value) {
  if (key.kind === ED25519) return verifies(key.bytes, encoder.encode(text), value);
  if (value.length !== 72 || value[0] > 127) return false;
  const message = encoder.encode(`cosignature/v1\ntime ${timeOf(value)}\n${text}`);
  return verifies(key.bytes, message, value.slice(8));
}

/** A log's own key under the same name, as it signs with the time: the log's statement of when it signed. */
export async function clockOf(own) {
  const material = Uint8Array.of(COSIGNATURE, ...own.bytes);
  const id = hex(await sha256(concat(encoder.encode(`${own.name}\n`), material))).slice(0, 8);
  return readKey(`${own.name}+${id}+${btoa(String.fromCharCode(...material))}`);
}

/** The POSIX second in a cosignature, as BigInt. */
export function timeOf(value) {
  return new DataView(value.buffer, value.byteOffset).getBigUint64(0);
}

/** Standard base64, written the one right way, or null. */
export function decode64(text) {
  try {
    const raw = atob(text);
    return btoa(raw) === text ? Uint8Array.from(raw, (c) => c.charCodeAt(0)) : null;
  } catch {
    return null;
  }
}

export function hex(bytes) {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

export { same };

function readSignature(row) {
  const [dash, name, ...rest] = row.split(" ");
  const raw = rest.length ? decode64(rest.join(" ")) : null;
  if (!raw || raw.length < 5 || dash !== "\u2014" || !NAME.test(name)) wrong("签名行");
  return { name, id: hex(raw.slice(0, 4)), value: raw.slice(4), row };
}

function wrong(what) {
  throw new Bad("checkpoint", `检查点的格式不对（${what}）`);
}

function concat(a, b) {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
