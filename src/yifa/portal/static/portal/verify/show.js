// A report in Chinese, as elements. Everything from a proof is set as text, never as markup.

import { FIELDS, KINDS } from "./words.js";

const VERDICTS = {
  valid: ["有效", "good", "内容与登记时一字不差，登记簿由您给出的公钥签名。"],
  "self-consistent": ["自洽，但签发者未经核实", "warn", "内容与登记簿前后一致；没有给出公钥，不能确认登记簿是谁的。"],
  invalid: ["无效", "bad", "请不要采信这份证明，可以向作出决定的机关核实。"],
};
const MOST_ROWS = 2000;
const MOST_TEXT = 20000;
const MOMENT = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$/;
// Also what is printable by its category, and yet nothing to see: fillers, joiners, variation selectors.
const ODD = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** The report as one element. */
export function reportElement(report, { given, pdf }) {
  const [title, look, meaning] = VERDICTS[report.verdict];
  const box = make("section", `msg ${look} verdict`);
  box.dataset.verdict = report.verdict;
  box.dataset.code = report.code;
  box.append(make("h2", "", `结论：${title}`));
  if (report.verdict === "invalid") {
    box.append(make("p", "", `原因：${shown(report.reason)}`), make("p", "", meaning));
    return box;
  }
  box.append(make("p", "", meaning));
  const whole = document.createDocumentFragment();
  whole.append(box, list("核对了什么", checked(report, given)), list("没有核对什么", unchecked(report, given, pdf)));
  const budget = { rows: MOST_ROWS };
  const first = (proof) => (proof.kind === "disclosure" || proof.kind === "withdrawal" ? 0 : 1); // what people came for
  for (const proof of [...report.proofs].sort((a, b) => first(a) - first(b))) whole.append(proofElement(proof, budget));
  whole.append(technical(report));
  return whole;
}

/** Text that shows as it is: control, direction and other invisible characters are spelled out. */
export function shown(text) {
  const cut = text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}……` : text;
  return Array.from(cut, (c) =>
    c !== " " && c !== "\u3000" && ODD.test(c) ? `\\u${c.codePointAt(0).toString(16).padStart(4, "0")}` : c).join("");
}

function checked(report, given) {
  const fields = report.proofs.reduce((sum, proof) => sum + proof.values.size, 0);
  const rows = [
    `登记簿的签名（${shown(report.own.label)}，${given ? "与您给出的公钥相符" : "用的是证明自带的公钥"}）。`,
    `${report.proofs.length} 条登记都在签过名的登记簿里（共 ${report.checkpoint.size} 条）。`,
    `下面展示的 ${fields} 项内容与登记时一字不差。`,
  ];
  if (report.checkpoint.at !== undefined) rows.push(`签署时间：${moment(new Date(Number(report.checkpoint.at) * 1000))}${universal(report.checkpoint.at)}（登记簿自己写明的）。`);
  if (report.newest) rows.push(`较新的登记簿（${report.newest.size} 条）是原来的延续，没有删改。`);
  return rows;
}

function unchecked(report, given, pdf) {
  const rows = [];
  if (!given) rows.push("是谁签发的：没有给出从别处取得的公钥。");
  for (const { label, at } of report.cosigned) rows.push(`见证机关 ${shown(label)}（${moment(new Date(Number(at) * 1000))}）：是签发者自己列出的，请另行核实。`);
  if (!report.cosigned.length) rows.push("登记簿是不是给不同的人看不同的样子：没有见证机关的签名。");
  for (const name of [...report.unknown, ...report.odd]) rows.push(`不认识的签名或者公钥：${shown(name)}。`);
  rows.push("登记簿现在的样子：此后是否更正、撤下或者撤销，请到案件码页面查看。");
  if (!report.newest) rows.push("没有与更新的登记簿比对。");
  if (report.proofs.some((proof) => proof.hidden.length)) rows.push("没有展示的内容写的是什么。");
  if (pdf) rows.push("PDF 版面上的文字：请与下面列出的内容对照。");
  rows.push("登记的事情本身是否真实、合法。");
  return rows;
}

function proofElement(proof, budget) {
  const box = make("section", "card");
  box.append(make("h2", "", `第 ${proof.index} 条登记：${Object.hasOwn(KINDS, proof.kind) ? KINDS[proof.kind] : shown(proof.kind)}`));
  const heads = [...proof.values].filter(([, value]) => value instanceof Map);
  const plain = [...proof.values].filter(([, value]) => !(value instanceof Map));
  if (plain.length) box.append(facts(plain, budget));
  for (const [name, value] of heads) box.append(make("h3", "", labelled(name)), facts(value, budget));
  if (proof.hidden.length) box.append(hiddenElement(proof.hidden));
  return box;
}

function hiddenElement(names) {
  const box = make("details", "");
  const list = names.slice(0, MOST_ROWS).map(labelled).join("、");
  box.append(make("summary", "", `另有 ${names.length} 项没有展示`), make("p", "help", `没有展示：${list}`));
  return box;
}

function facts(rows, budget) {
  const box = make("dl", "facts opened");
  for (const [name, value] of rows) {
    if (value === "" || value === null) continue;
    if (budget.rows-- <= 0) {
      box.append(make("div", "wide", "其余从略，请用离线工具查看全文。"));
      break;
    }
    const row = make("div", "");
    row.append(make("dt", "", labelled(name)), valueElement(name, value, budget));
    if (row.querySelector("dl") || row.lastChild.textContent.length > 24) row.className = "wide";
    box.append(row);
  }
  return box;
}

function valueElement(name, value, budget) {
  if (value instanceof Map || Array.isArray(value)) {
    const plain = Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null);
    if (plain) return make("dd", "pre", value.map((item) => words(name, item)).join("、") || "（空）");
    const box = make("dd", "");
    box.append(facts(value instanceof Map ? value : new Map(value.map((item, i) => [`${i + 1}`, item])), budget));
    return box;
  }
  return make("dd", "pre", words(name, value));
}

function words(name, value) {
  if (typeof value === "string" && MOMENT.test(value)) return `${value}（${moment(new Date(value))}）`;
  if (typeof value === "string") return value.split(/\r\n|\n|\r/).map(shown).join("\n");
  if (typeof value === "number" && name.endsWith("_fen")) return `${yuan(value)} 元`;
  if (value === true) return "是";
  if (value === false) return "否";
  return value === null ? "（无）" : String(value);
}

function yuan(fen) {
  const size = Math.abs(fen);
  return `${fen < 0 ? "-" : ""}${Math.floor(size / 100)}.${String(size % 100).padStart(2, "0")}`;
}

function labelled(name) {
  const [, prefix, rest] = /^(content|payload)\.(.+)$/s.exec(name) ?? [null, "", name];
  const label = Object.hasOwn(FIELDS, rest) ? FIELDS[rest] : shown(rest);
  return prefix ? `${prefix === "content" ? "公开内容" : "办理内容"} · ${label}` : label;
}

function technical(report) {
  const box = make("section", "card");
  box.append(make("h2", "", "登记簿"));
  const root = btoa(String.fromCharCode(...report.checkpoint.root));
  const rows = [
    ["登记簿的名称", shown(report.origin)],
    ["签名时的条数", `${report.checkpoint.size}`],
    ["检查点摘要", report.digest.replace(/(.{4})(?=.)/g, "$1 ")],
    ["根", root],
    ["证明自带的公钥", report.own.text],
  ];
  const dl = make("dl", "facts");
  for (const [name, text] of rows) {
    const row = make("div", text.length > 40 ? "wide" : "");
    row.append(make("dt", "", name), make("dd", name === "检查点摘要" ? "digest" : "mono", text));
    dl.append(row);
  }
  box.append(dl);
  return box;
}

function list(title, rows) {
  const box = make("section", "card");
  const ul = make("ul", "");
  for (const row of rows) ul.append(make("li", "", row));
  box.append(make("h2", "", title), ul);
  return box;
}

function moment(when) {
  if (Number.isNaN(when.getTime())) return "不是时间";
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "medium" });
  return `北京时间 ${parts.format(when)}`;
}

/** A POSIX second (BigInt) in UTC, to stand after Beijing time; nothing when it is no moment. */
function universal(at) {
  const when = new Date(Number(at) * 1000);
  return Number.isNaN(when.getTime()) ? "" : `，UTC ${when.toISOString().slice(0, 19).replace("T", " ")}`;
}

function make(name, look, text) {
  const element = document.createElement(name);
  if (look) element.className = look;
  if (text !== undefined) element.textContent = text;
  return element;
}
