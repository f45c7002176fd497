// What pages can do better with JavaScript; everything works without it. No inline code: the layout names the files.

const body = document.body;
body.classList.add("js-enabled", "govuk-frontend-supported");

const load = (name) => (body.dataset[name] ? import(body.dataset[name]) : Promise.reject(new Error(name)));

if (document.querySelector("[data-module^='govuk-']")) {
  load("govukJs").then((govuk) => govuk.initAll()).catch(() => {});
}
if (document.querySelector("[data-module^='moj-']")) {
  load("mojJs").then((moj) => moj.initAll()).catch(() => {});
}

// ── keyboard ────────────────────────────────────────────────────────────
const isTyping = (target) =>
  target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);

const rows = () => [...document.querySelectorAll("[data-row]")];
const linkOf = (row) => row.matches("a") ? row : row.querySelector("[data-open], a[href]");

function walk(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.classList.contains("is-at"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  all.forEach((row) => row.classList.toggle("is-at", row === next));
  linkOf(next)?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

const dialog = document.getElementById("keys-dialog");
const acts = {
  "/": () => {
    const box = document.querySelector("[data-search], input[type=search]");
    box?.focus();
    box?.select();
  },
  j: () => walk(1),
  k: () => walk(-1),
  n: () => document.querySelector("[data-next]")?.click(),
  "?": () => dialog?.showModal(),
};

if (document.documentElement.classList.contains("ll-desk")) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
    if (isTyping(event.target) || dialog?.open || !(event.key in acts)) return;
    event.preventDefault();
    acts[event.key]();
  });
  document.addEventListener("keydown", (event) => {
    const at = document.querySelector("[data-row].is-at");
    if (event.key === "Enter" && at && event.target === body) linkOf(at)?.click();
  });
  document.querySelectorAll("[data-keys]").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      dialog?.showModal();
    }),
  );
}

// ── on a phone the rows of a table fold into cards: each cell learns the name of its column ──
document.querySelectorAll(".ll-main table.govuk-table:not(.ll-stack, .ll-sheet *, .ll-blank__field *)").forEach((table) => {
  const heads = table.tHead?.rows.length === 1 ? [...table.tHead.rows[0].cells] : [];
  if (table.tHead && !heads.length) return;
  if (heads.length > 9 || heads.some((head) => head.colSpan > 1)) return; // so many are compared: they scroll
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell" };
  [table, ...table.querySelectorAll("thead, tbody, tfoot, tr, td")].forEach((part) =>
    part.setAttribute("role", roles[part.tagName]),
  );
  heads.forEach((head) => head.setAttribute("role", "columnheader"));
  [...table.rows].slice(heads.length ? 1 : 0).forEach((row) =>
    [...row.cells].forEach((cell, at) => {
      if (cell.tagName === "TH") cell.setAttribute("role", "rowheader");
      else if (heads[at] && (at || /^\d+$/.test(cell.textContent.trim())) && cell.colSpan === 1 && !heads[at].querySelector(".govuk-visually-hidden")) {
        cell.dataset.label = heads[at].textContent.trim();
      }
    }),
  );
  table.classList.add("ll-fold");
});

// ── the page and the tab one is on stand in sight, where a phone scrolls them sideways ──
document.querySelectorAll(".ll-side, .moj-sub-navigation__list").forEach((bar) => {
  const here = bar.querySelector("[aria-current]")?.getBoundingClientRect();
  if (here) bar.scrollLeft += here.left - bar.getBoundingClientRect().left - (bar.clientWidth - here.width) / 2;
});

// ── a form that was changed does not vanish without a word ──────────────
document.querySelectorAll("form[data-keep]").forEach((form) => {
  let isChanged = false;
  form.addEventListener("input", () => (isChanged = true));
  form.addEventListener("submit", () => (isChanged = false));
  window.addEventListener("beforeunload", (event) => isChanged && event.preventDefault());
});

// ── the lists of places: choosing in one fills the next, as the button beside does without JavaScript ──
document.addEventListener("change", (event) => {
  const parts = event.target.closest("[data-division]");
  if (parts && event.target.matches("select") && !event.target.name.endsWith(".code")) {
    parts.querySelector("[data-choose]")?.click();
  }
});

// ── an answer that decides what is asked next draws the questions anew; what was typed stays ──
const TYPED = "[data-answers] :is(select, textarea, input:not([type=radio], [type=checkbox], [type=file], [type=hidden]))";

// On a slow line people go on typing meanwhile: what changed since it was sent goes before what comes back.
const keepTyped = (form, sent, drawn) =>
  form.querySelectorAll(TYPED).forEach((box) => {
    const twin = box.id && drawn.querySelector(`#${CSS.escape(box.id)}`);
    if (twin && sent.get(box.name) !== box.value) twin.value = box.value;
  });

// A file that was chosen stays in its box: it goes only with the whole form, not with every choice.
const keepFiles = (form, drawn) =>
  form.querySelectorAll("[data-answers] input[type=file]").forEach((box) => {
    if (box.files.length) drawn.querySelector(`#${CSS.escape(box.id)}`)?.replaceWith(box);
  });

// `data-live` names the answers that decide: a choice is sent whatever it is, a line only if it is named.
const decides = (form, control) =>
  control.matches("[type=radio], [type=checkbox]") || form.dataset.live.split(" ").includes(control.name);

document.querySelectorAll("form[data-live]").forEach((form) => {
  let turn = 0;
  form.addEventListener("change", async (event) => {
    if (!decides(form, event.target)) return;
    const mine = ++turn;
    const data = new FormData(form);
    form.querySelectorAll("input[type=file]").forEach((box) => data.delete(box.name));
    data.set("refresh", "1");
    form.ariaBusy = "true";
    const text = await fetch(form.action, { method: "POST", body: data })
      .then((answer) => (answer.ok ? answer.text() : ""))
      .catch(() => "");
    if (mine !== turn) return; // a later choice is on its way
    form.ariaBusy = null;
    const found = new DOMParser().parseFromString(text, "text/html").querySelector("form[data-live] [data-answers]");
    if (!found) return;
    const drawn = document.importNode(found, true);
    keepTyped(form, data, drawn);
    keepFiles(form, drawn);
    const { id, selectionStart, selectionEnd } = document.activeElement ?? {};
    form.querySelector("[data-answers]").replaceWith(drawn);
    const box = id ? document.getElementById(id) : null;
    box?.focus({ preventScroll: true });
    if (box && selectionStart != null) box.setSelectionRange(selectionStart, selectionEnd);
  });
});

// ── a select that narrows the next one sends its form (the button next to it does so without JavaScript) ──
document.querySelectorAll("[data-send-on-change]").forEach((control) =>
  control.addEventListener("change", () => control.form?.requestSubmit()),
);
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// ── a code that was scanned stands behind the # of the address: ask, and leave no trace in the history ──
const scanned = document.querySelector("[data-scanned]");
if (scanned && location.hash.length > 100) {
  scanned.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  scanned.form.requestSubmit();
}

// ── copying one value into another system ───────────────────────────────
if (navigator.clipboard) {
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    });
  });
}
