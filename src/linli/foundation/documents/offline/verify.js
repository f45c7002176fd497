// Checks codes and files with the keys below; the same rules as linli.foundation.documents.rules.
const { list, words } = DATA;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const FIELDS = ["serial", "kind", "decision", "office", "number", "item", "holder", "issued_on"];
const HEAD = 69; // version 1, key id 4, signature 64
const TAIL = 8192;
const utf8 = new TextEncoder();
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const join = (...parts) => {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
};
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const base64 = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

async function isSigned(publicKey, signature, message) {
  try {
    const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature, message);
  } catch {
    // A browser that does not know Ed25519 yet: the library does it.
    return verifyAsync(signature, message, publicKey, { zip215: false }).catch(() => false);
  }
}

// The id of a key is computed, never read.
async function keysById() {
  const found = new Map();
  for (const text of Object.values(list.keys)) {
    const key = base64(text);
    found.set(hex((await sha256(key)).slice(0, 4)), key);
  }
  return found;
}

function base32(text) {
  const bytes = [];
  let bits = 0;
  let value = 0;
  for (const sign of text) {
    const at = ALPHABET.indexOf(sign);
    if (at < 0) return null;
    value = ((value << 5) | at) & 0xfff;
    bits += 5;
    if (bits >= 8) bytes.push((value >> (bits -= 8)) & 0xff);
  }
  return Uint8Array.from(bytes);
}

async function checkCode(text, keys) {
  const code = text.slice(text.lastIndexOf("#") + 1).replaceAll(/\s/g, "").toUpperCase().replace(/=+$/, "");
  const blob = base32(code);
  if (!blob || blob.length <= HEAD || blob[0] !== 1) return { verdict: "unreadable" };
  const key = keys.get(hex(blob.slice(1, 5)));
  if (!key) return { verdict: "forged" };
  const message = join(utf8.encode("linli-facts-1\n"), blob.slice(HEAD));
  if (!(await isSigned(key, blob.slice(5, HEAD), message))) return { verdict: "altered" };
  let lines;
  try {
    lines = new TextDecoder("utf-8", { fatal: true }).decode(blob.slice(HEAD)).split("\n");
  } catch {
    return { verdict: "unreadable" };
  }
  if (lines.length !== FIELDS.length) return { verdict: "unreadable" };
  const facts = Object.fromEntries(FIELDS.map((name, at) => [name, lines[at]]));
  const isRevoked = list.revoked.includes(hex(await sha256(utf8.encode(facts.serial))));
  return { verdict: isRevoked ? "revoked" : "genuine", facts };
}

async function checkFile(bytes, keys) {
  const latin = (part) => Array.from(part, (byte) => String.fromCharCode(byte)).join("");
  if (!/^\s*%PDF-/.test(latin(bytes.slice(0, 64)))) return { verdict: "unreadable" };
  const start = Math.max(0, bytes.length - TAIL);
  const found =
    /%Linli-Facts ([A-Z2-7]+)\n(%Linli-Signature ([0-9a-f]{8}) ([A-Za-z0-9_-]{86})\n)startxref\s+\d+\s+%%EOF\s*$/.exec(
      latin(bytes.slice(start)),
    );
  if (!found) {
    const isMarked = latin(bytes.slice(start)).includes("\n%Linli-");
    return { verdict: isMarked ? "altered" : "unsigned" };
  }
  const key = keys.get(found[3]);
  if (!key) return { verdict: "forged" };
  const line = start + found.index + found[0].indexOf(found[2]);
  const rest = join(bytes.slice(0, line), bytes.slice(line + found[2].length));
  const message = join(utf8.encode("linli-file-1\n"), await sha256(rest));
  if (!(await isSigned(key, base64(found[4] + "=="), message))) return { verdict: "altered" };
  return checkCode(found[1], keys);
}

function both(pair) {
  const english = Object.assign(document.createElement("small"), { lang: "en", textContent: ` ${pair[1]}` });
  const piece = document.createDocumentFragment();
  piece.append(pair[0], english);
  return piece;
}

function show({ verdict, facts }) {
  const box = document.getElementById("answer");
  const title = document.createElement("h2");
  title.append(both(words.verdicts[verdict]));
  box.replaceChildren(title);
  box.dataset.good = verdict === "genuine" ? "yes" : "no";
  box.dataset.verdict = verdict;
  if (facts) {
    const rows = document.createElement("dl");
    for (const name of FIELDS.filter((one) => facts[one])) {
      const term = document.createElement("dt");
      const value = document.createElement("dd");
      term.append(both(words.fields[name]));
      const said = words.values[name]?.[facts[name]];
      if (said) value.append(both(said));
      else value.textContent = name === "issued_on" ? facts[name].replace(/(....)(..)(..)/, "$1-$2-$3") : facts[name];
      rows.append(term, value);
    }
    box.append(rows);
  }
  box.hidden = false;
  box.focus();
}

document.getElementById("made").textContent = new Date(list.made_at).toLocaleString("zh-CN");
document.getElementById("ask").addEventListener("submit", async (event) => {
  event.preventDefault();
  const [file] = document.getElementById("file").files;
  const keys = await keysById();
  show(
    file
      ? await checkFile(new Uint8Array(await file.arrayBuffer()), keys)
      : await checkCode(document.getElementById("scanned").value, keys),
  );
});
