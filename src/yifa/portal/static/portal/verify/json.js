// JSON read without leniency: what two readers might understand differently is refused. Objects become Maps.

const MAX_DEPTH = 64;
const LOOSE = /\p{Surrogate}/u;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)/y;
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** The value of a JSON text. Throws SyntaxError also for repeated keys, floats, huge numbers, half characters, depth. */
export function parse(text) {
  let at = 0;

  function value(depth) {
    if (depth > MAX_DEPTH) fail("嵌套过深");
    blank();
    const c = text[at];
    if (c === "{") return object(depth);
    if (c === "[") return array(depth);
    if (c === '"') return string();
    for (const [word, meaning] of [["null", null], ["true", true], ["false", false]]) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return meaning;
      }
    }
    return integer();
  }

  function object(depth) {
    const found = new Map();
    at++;
    if (ends("}")) return found;
    for (;;) {
      blank();
      if (text[at] !== '"') fail("缺少名称");
      const name = string();
      if (found.has(name)) fail("名称重复");
      blank();
      if (text[at++] !== ":") fail("缺少冒号");
      found.set(name, value(depth + 1));
      if (ends("}")) return found;
      if (text[at++] !== ",") fail("缺少逗号");
    }
  }

  function array(depth) {
    const found = [];
    at++;
    if (ends("]")) return found;
    for (;;) {
      found.push(value(depth + 1));
      if (ends("]")) return found;
      if (text[at++] !== ",") fail("缺少逗号");
    }
  }

  function string() {
    const parts = [];
    at++;
    for (;;) {
      PLAIN.lastIndex = at;
      parts.push(PLAIN.exec(text)[0]);
      at = PLAIN.lastIndex;
      const c = text[at++];
      if (c === '"') break;
      if (c !== "\\") fail("文字没有结束");
      parts.push(escaped());
    }
    const whole = parts.join("");
    if (LOOSE.test(whole)) fail("半个字符");
    return whole;
  }

  function escaped() {
    const c = text[at++];
    if (Object.hasOwn(ESCAPES, c ?? "")) return ESCAPES[c];
    const code = text.slice(at, at + 4);
    if (c !== "u" || !/^[0-9A-Fa-f]{4}$/.test(code)) fail("转义不对");
    at += 4;
    return String.fromCharCode(parseInt(code, 16));
  }

  function integer() {
    NUMBER.lastIndex = at;
    const digits = NUMBER.exec(text)?.[0];
    if (!digits) fail("内容不对");
    at = NUMBER.lastIndex;
    if (/[.eE]/.test(text[at] ?? "")) fail("不是整数");
    const number = Number(digits);
    if (digits.length > 17 || !Number.isSafeInteger(number)) fail("数字过大");
    return number || 0; // no minus zero
  }

  function blank() {
    while (text[at] === " " || text[at] === "\n" || text[at] === "\t" || text[at] === "\r") at++;
  }

  function ends(bracket) {
    blank();
    if (text[at] !== bracket) return false;
    at++;
    return true;
  }

  function fail(problem) {
    throw new SyntaxError(problem);
  }

  const result = value(1);
  blank();
  if (at !== text.length) fail("后面有多余的内容");
  return result;
}

/** The one right way to write a value (RFC 8785; without floats): keys sorted by UTF-16 units, no spaces. */
export function canonical(value) {
  if (value instanceof Map) {
    const rows = [...value.keys()].sort().map((key) => `${JSON.stringify(key)}:${canonical(value.get(key))}`);
    return `{${rows.join(",")}}`;
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  return JSON.stringify(value);
}
