// A proof bundle (format "yifa-proof/1") checked as the offline tool does: the same limits, the same verdicts.

import { canonical, parse } from "./json.js";
import { Bad, COSIGNATURE, ED25519, clockOf, decode64, hex, readCheckpoint, readKey, same, signed, timeOf } from "./note.js";
import { sha256 } from "./sha.js";
import { isBeginning, leafHash, rootByInclusion } from "./tree.js";
import { KINDS } from "./words.js";

export const MAX_BYTES = 8 * 1024 * 1024;
const MOST = 64; // proofs, steps of a path, witnesses
const MOST_VALUES = 1000000; // so many small values would cost a reader's memory
const encoder = new TextEncoder();

/** Check a bundle's bytes; `given` are the reader's own keys. Never throws: the answer is a report with a verdict. */
export async function check(data, given = []) {
  try {
    return await checked(data, given);
  } catch (error) {
    if (error instanceof Bad) return { verdict: "invalid", code: error.code, reason: error.message };
    return { verdict: "invalid", code: "unreadable", reason: `内容无法读懂（${error?.name ?? "?"}）` };
  }
}

async function checked(data, given) {
  if (data.length > MAX_BYTES) throw new Bad("limits", "证明超过 8 MB");
  const text = textOf(data);
  if ((text.match(/[,[{]/g) ?? []).length > MOST_VALUES) throw new Bad("limits", "证明里的内容项过多");
  const bundle = strict(text, "json");
  if (!(bundle instanceof Map) || bundle.get("format") !== "yifa-proof/1") throw new Bad("format", "不是 yifa-proof/1 格式的证明");
  const newest = bundle.get("newest");
  fields(bundle, { format: isText, log: isRecord, checkpoint: isText, proofs: isList, newest: () => true, witnesses: isList });
  const log = fields(bundle.get("log"), { origin: isText, key: isText });
  const own = await logKey(log.key, log.origin);
  const named = [];
  for (const row of rowsOf(bundle.get("witnesses"))) named.push(await readKey(of(isText, row), "witness-key"));
  const clock = await clockOf(own);
  const keys = { origin: log.origin, own, clock, given, named, cosigned: new Map(), unknown: new Set() };
  const checkpoint = await opened(keys, bundle.get("checkpoint"));
  const rows = rowsOf(bundle.get("proofs"));
  if (!rows.length) throw new Bad("format", "证明里没有任何记录");
  const proofs = [];
  for (const row of rows) proofs.push(await entry(row, checkpoint));
  checkLinks(proofs);
  const later = newest === null ? null : await grown(keys, checkpoint, newest);
  const cosigned = named.filter((key) => keys.cosigned.has(key.text) && !same(key.bytes, own.bytes));
  return {
    verdict: given.length ? "valid" : "self-consistent", code: "", reason: "", origin: log.origin, own, checkpoint, proofs,
    newest: later, digest: hex(await sha256(encoder.encode(checkpoint.text))), unknown: [...keys.unknown],
    cosigned: cosigned.map((key) => ({ label: key.label, at: keys.cosigned.get(key.text) })),
    odd: named.filter((key) => !key.known).map((key) => key.label),
  };
}

function textOf(data) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    throw new Bad("json", "不是 UTF-8 文本，也不是 PDF");
  }
}

async function logKey(text, origin) {
  const key = await readKey(text);
  if (!key.known) throw new Bad("log-key", `不支持的签名算法：${key.label}`);
  if (key.kind !== ED25519 || key.name !== origin) throw new Bad("log-key", "证明所列的密钥不是这个登记簿的");
  return key;
}

/** The checkpoint in a note, when it is this log's and every signature that is owed is there and right. */
async function opened(keys, raw) {
  const checkpoint = readCheckpoint(raw);
  if (checkpoint.origin !== keys.origin) throw new Bad("origin", `这是另一个登记簿的检查点：${checkpoint.origin}`);
  const known = new Map([keys.own, keys.clock, ...keys.given, ...keys.named].filter((key) => key.known).map((key) => [key.text, key]));
  const signers = new Set();
  const rows = new Map(checkpoint.signatures.map((row) => [row.row, row]));
  for (const { name, id, value } of rows.values()) {
    const fitting = [...known.values()].filter((key) => key.name === name && key.id === id);
    if (!fitting.length) keys.unknown.add(name);
    for (const key of fitting) {
      if (!(await signed(key, checkpoint.text, value))) throw new Bad("signature", `签名不对：${key.label}`);
      signers.add(key.text);
      if (key.text === keys.clock.text) checkpoint.at = latest(timeOf(value), checkpoint.at);
      else if (key.kind === COSIGNATURE) keys.cosigned.set(key.text, timeOf(value));
    }
  }
  if (!signers.has(keys.own.text)) throw new Bad("signature", "检查点没有证明所列密钥的签名");
  if (keys.given.length && !keys.given.some((key) => signers.has(key.text) && key.name === keys.origin)) {
    throw new Bad("key", "检查点不是由您给定的密钥签发的（密钥不对，或者证明出自别处）");
  }
  return checkpoint;
}

/** The later of two moments; the second may be missing. */
function latest(at, before) {
  return before === undefined || at > before ? at : before;
}

async function grown(keys, checkpoint, value) {
  const newest = fields(value, { checkpoint: isText, path: isList });
  const later = await opened(keys, newest.checkpoint);
  if (!(await isBeginning(checkpoint, later, pathOf(newest.path)))) {
    throw new Bad("consistency", "较新的检查点不是这个检查点的延续：登记簿被改写过");
  }
  return later;
}

async function entry(row, checkpoint) {
  const proof = fields(row, { kind: isText, index: Number.isInteger, leaf: isText, opened: isList, path: isList });
  const digests = digestsOf(proof.leaf);
  const another = [...digests.keys()].some((name) => HEADS.has(name) && name !== proof.kind);
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(proof.kind) || !digests.has(proof.kind) || another) throw new Bad("leaf", "记录的种类与证明所称不符");
  const values = new Map();
  for (const line of proof.opened) {
    const [name, value] = await openedField(line, digests, values);
    values.set(name, value);
  }
  const hash = await leafHash(encoder.encode(proof.leaf));
  const root = await rootByInclusion(hash, BigInt(proof.index), checkpoint.size, pathOf(proof.path));
  if (!root || !same(root, checkpoint.root)) throw new Bad("inclusion", "记录不在检查点所签的登记簿里");
  const hidden = [...digests.keys()].filter((name) => !values.has(name));
  return { kind: proof.kind, index: proof.index, values, hidden };
}

async function openedField(line, digests, values) {
  const row = strict(of(isText, line), "opening");
  const right = isList(row) && row.length === 3 && isText(row[0]) && isText(row[1]);
  if (!right || !/^[0-9a-f]{32}$/.test(row[0]) || canonical(row) !== line || values.has(row[1])) {
    throw new Bad("opening", "展示的字段写法不对，或者重复");
  }
  if (digests.get(row[1]) !== hex(await sha256(encoder.encode(line)))) {
    throw new Bad("opening", `展示的内容与登记时不一致：${row[1]}`);
  }
  return [row[1], row[2]];
}

function digestsOf(leaf) {
  const rows = strict(leaf, "leaf");
  let whole = isList(rows) && rows.length > 0 && canonical(rows) === leaf;
  whole &&= rows.every((row) => isList(row) && row.length === 2 && row.every(isText) && /^[0-9a-f]{64}$/.test(row[1]));
  whole &&= rows.every((row, i) => i === 0 || before(rows[i - 1][0], row[0]));
  if (!whole) throw new Bad("leaf", "记录不是规范的字段摘要表");
  return new Map(rows);
}

/** Whether a comes before b by code points. */
function before(a, b) {
  const [x, y] = [Array.from(a, (c) => c.codePointAt(0)), Array.from(b, (c) => c.codePointAt(0))];
  const at = x.findIndex((code, i) => code !== y[i]);
  return at < 0 ? x.length < y.length : at < y.length && x[at] < y[at];
}

// What belongs to an act, and under which name the head of such an entry has the act's id.
const ACT_NAMES = new Map([
  ["disclosure", ["act_id", "act"]], ["withdrawal", ["act_id", "act"]], ["paper", ["act_id", "act"]],
  ["exhibit", ["act_id", "act"]], ["approval", ["draft_id"]],
]);
const PUBLIC = ["disclosure", "withdrawal"];
// An entry with one of these fields is of that kind and no other, whichever of its fields a proof calls its kind.
const HEADS = new Set(["act", "refusal", "register", ...ACT_NAMES.keys()]);

/**
 * What is shown beside acts is of those acts, and says so. A publication names an act that is shown. Exhibits, papers
 * and approvals may be of another act of the same matter: a matter's proofs stand in several bundles, an act's body may
 * be erased, a draft need not have become an act.
 */
function checkLinks(proofs) {
  const acts = proofs.filter((proof) => proof.kind === "act" && proof.values.size);
  if (!acts.length) return;
  const ids = new Set(acts.flatMap((act) => texts(act, ["id"])));
  const matters = new Set(acts.flatMap((act) => texts(act, ["matter"])));
  for (const proof of proofs) {
    const names = ACT_NAMES.get(proof.kind);
    if (!names || !proof.values.size) continue;
    const named = texts(proof, names);
    const ofAnAct = named.length > 0 && named.every((id) => ids.has(id));
    const ofTheMatter = !PUBLIC.includes(proof.kind) && texts(proof, ["matter_id"]).some((id) => matters.has(id));
    if (!ofAnAct && !ofTheMatter) throw new Bad("link", `展示的${KINDS[proof.kind]}不属于所附的办理记录`);
  }
}

/** The texts that the opened head field of a proof has under these names. */
function texts(proof, names) {
  const head = proof.values.get(proof.kind);
  return isRecord(head) ? names.map((name) => head.get(name)).filter(isText) : [];
}

function pathOf(rows) {
  const steps = rowsOf(rows).map((step) => decode64(of(isText, step)));
  if (steps.some((step) => step?.length !== 32)) throw new Bad("path", "路径中有的一步不是哈希值");
  return steps;
}

function fields(value, kinds) {
  const names = Object.keys(kinds);
  if (!isRecord(value) || value.size !== names.length || !names.every((name) => value.has(name))) {
    throw new Bad("format", `应恰好有这些项：${names.join("、")}`);
  }
  return Object.fromEntries(names.map((name) => [name, of(kinds[name], value.get(name))]));
}

function rowsOf(value) {
  if (of(isList, value).length > MOST) throw new Bad("limits", `列表超过 ${MOST} 项`);
  return value;
}

function of(kind, value) {
  if (!kind(value)) throw new Bad("format", "有的内容类型不对");
  return value;
}

function strict(text, code) {
  try {
    return parse(text);
  } catch (error) {
    throw new Bad(code, `不是规范的 JSON（${error.message}）`);
  }
}

function isText(value) {
  return typeof value === "string";
}

function isList(value) {
  return Array.isArray(value);
}

function isRecord(value) {
  return value instanceof Map;
}
