// The page's own part: reads what was chosen or pasted, checks it here, shows the report. Sends nothing anywhere.

import { MAX_BYTES, check } from "./bundle.js";
import { Bad, ED25519, readKey } from "./note.js";
import { MAX_PDF, isPdf, proofInPdf } from "./pdf.js";
import { reportElement, shown } from "./show.js";

const [tool, file, paste, key, keyError, result] = ["tool", "file", "paste", "key", "key-error", "result"].map((id) =>
  document.getElementById(id));
let turn = 0;

async function run() {
  const mine = ++turn; // a newer check makes an older one pointless
  result.removeAttribute("data-done");
  result.replaceChildren(note("正在核对……"));
  const outcome = await judged();
  if (mine !== turn) return;
  result.replaceChildren(outcome);
  result.dataset.done = `${mine}`;
  if (!outcome.matches?.(".asking")) result.focus({ preventScroll: true });
  result.scrollIntoView({ block: "nearest" });
}

async function judged() {
  try {
    const given = await givenKeys();
    if (!given) return note("请先改正公钥。");
    const data = await bytes();
    if (!data) return note("请选择证明文件或者决定书 PDF，也可以粘贴证明的内容。");
    const pdf = isPdf(data);
    const report = await check(pdf ? await proofInPdf(data) : data, given);
    return wrapped(reportElement(report, { given: given.length > 0, pdf }));
  } catch (error) {
    const reason = error instanceof Bad ? error.message : `文件读不出来，请重新选择（${error?.name ?? "?"}）`;
    const code = error instanceof Bad ? error.code : "unreadable";
    return wrapped(reportElement({ verdict: "invalid", code, reason }, {}));
  }
}

/** The reader's keys, one a line, lines of comment left out; null when one is not a key of a log. */
async function givenKeys() {
  const lines = key.value.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  const found = [];
  keyError.hidden = true;
  key.parentElement.classList.remove("bad");
  for (const line of lines) {
    try {
      const read = await readKey(line);
      if (read.kind !== ED25519) throw new Bad("log-key", `这不是登记簿的公钥：${read.label}`);
      found.push(read);
    } catch (error) {
      keyError.textContent = error instanceof Bad ? shown(error.message) : "公钥读不出来";
      keyError.hidden = false;
      key.parentElement.classList.add("bad");
      return null;
    }
  }
  return found;
}

/** The bytes to check: what was pasted, else the chosen file; null when there is neither. */
async function bytes() {
  if (paste.value.trim()) return new TextEncoder().encode(paste.value);
  const chosen = file.files[0];
  if (!chosen) return null;
  if (chosen.size > Math.max(MAX_BYTES, MAX_PDF)) throw new Bad("limits", "文件过大");
  return new Uint8Array(await chosen.arrayBuffer());
}

function note(text) {
  const element = document.createElement("p");
  element.className = "msg asking";
  element.textContent = text;
  return element;
}

function wrapped(content) {
  const box = document.createElement("div");
  box.append(content);
  return box;
}

file.addEventListener("change", () => {
  paste.value = "";
  if (file.files.length) run();
});
document.getElementById("check").addEventListener("click", run);
document.getElementById("clear").addEventListener("click", () => {
  turn++;
  for (const field of [file, paste, key]) field.value = "";
  keyError.hidden = true;
  key.parentElement.classList.remove("bad");
  result.replaceChildren();
});
document.getElementById("plain").hidden = true;
tool.hidden = false;
