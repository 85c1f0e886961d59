// The proof attached to a PDF: embedded JSON streams are found by their marks and inflated by the browser.

import { MAX_BYTES } from "./bundle.js";
import { Bad } from "./note.js";

export const MAX_PDF = 64 * 1024 * 1024;
const MAX_ATTACHMENTS = 1000;
const WINDOW = 4096;
const MARK = /\/EmbeddedFile(?![A-Za-z])|\/application#2[Ff]json/g;
const STREAM = />>[\x00\t\n\f\r ]{0,16}stream(?:\r\n|\n|\r)/;
const OBJECT = /\d[\x00\t\n\f\r ]+obj/g;
const FLATE = /\/Filter\s*(?:\/FlateDecode|\[\s*\/FlateDecode\s*\])/;
const LENGTH = /\/Length\s+(\d{1,10})(?!\d|\s+\d+\s+R)/;

/** Whether bytes begin as a PDF does. */
export function isPdf(data) {
  return latin(data.subarray(0, 1024)).includes("%PDF-");
}

/** The bytes of the one proof that is attached to a PDF. Throws Bad. */
export async function proofInPdf(data) {
  if (data.length > MAX_PDF) throw new Bad("limits", "PDF 超过 64 MB");
  const text = latin(data); // one character for each byte, so that places are the same
  const found = new Map();
  const seen = new Set();
  let left = 4 * MAX_BYTES, count = 0;
  for (const mark of text.matchAll(MARK)) {
    if (count++ >= MAX_ATTACHMENTS || left < 0) throw new Bad("limits", "PDF 的附件过多或过大");
    const stream = STREAM.exec(text.slice(mark.index, mark.index + WINDOW));
    const start = stream ? mark.index + stream.index + stream[0].length : -1;
    if (!stream || seen.has(start)) continue;
    seen.add(start);
    const from = Math.max(0, mark.index - WINDOW);
    const before = [...text.slice(from, mark.index).matchAll(OBJECT)].pop();
    const head = text.slice(before ? from + before.index + before[0].length : mark.index, mark.index + stream.index);
    const content = await unpacked(data, text, head, start);
    left -= content.length;
    const shown = latin(content);
    if (/^\s*\{/.test(shown) && shown.includes('"yifa-proof/')) found.set(shown, content);
  }
  if (!found.size) throw new Bad("pdf", "PDF 里没有找到证明附件（或者 PDF 已加密）");
  if (found.size > 1) throw new Bad("pdf", "PDF 里有几份不同的证明，请把附件另存后逐一核对");
  return found.values().next().value;
}

/** The content of a stream; empty when it is written in a way not known here, or broken. */
async function unpacked(data, text, head, start) {
  const length = LENGTH.exec(head);
  const end = length ? start + Number(length[1]) : text.indexOf("endstream", start);
  const raw = data.subarray(start, Math.max(start, end));
  if (!head.includes("/Filter")) return raw.subarray(0, MAX_BYTES + 1);
  if (!FLATE.test(head) || head.includes("/Predictor")) return new Uint8Array(0);
  if (!globalThis.DecompressionStream) throw new Bad("pdf", "这个浏览器不能解开 PDF 附件，请改用证明文件（JSON）或者离线工具");
  // The end of line before "endstream" is no part of the data; the browser refuses what follows the end of it.
  for (const extra of length ? [0] : [0, 1, 2]) {
    const content = await inflated(raw.subarray(0, raw.length - extra));
    if (content) return content;
  }
  return new Uint8Array(0);
}

async function inflated(raw) {
  const parts = [];
  let size = 0;
  try {
    const reader = new Blob([raw]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
      if (size > MAX_BYTES) {
        reader.cancel().catch(() => {});
        break;
      }
    }
  } catch {
    return null;
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function latin(bytes) {
  return new TextDecoder("latin1").decode(bytes);
}
