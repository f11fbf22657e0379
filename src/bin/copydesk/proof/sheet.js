"use strict";
// Lays out the proof sheet. Whatever comes from a page is set as text, never as markup.
(() => {
  const find = (id) => document.getElementById(id);
  const { labels, cues, pages } = JSON.parse(find("tables").textContent);
  const sheets = [...document.querySelectorAll("script.page")];
  // A hue for each label, so that neighbours in the list look different.
  const hues = labels.map((_, at) => (at * 137 + 205) % 360);
  const state = { at: 0, page: null, cut: 0.5, chosen: new Set(), rows: [] };

  // A line of a page, as it was packed.
  const unpack = ([label, points, text, gate, own, rivals, source]) => ({ label, points, text, gate, own, rivals, source });

  function make(name, options = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(options)) {
      if (key === "class") element.className = value;
      else if (key === "press") element.addEventListener("click", value);
      else element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

  const signed = (points) => (points > 0 ? "+" : points < 0 ? "−" : "") + (Math.abs(points) / 100).toFixed(2);
  const many = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;
  const logit = (chance) => Math.log(chance / (1 - chance));
  const words = (text) => text.split(/\s+/).filter(Boolean).length;

  function tone(element, label) {
    const hue = hues[label];
    const strong = labels[label][1] ? 75 : 40;
    element.style.setProperty("--tone", `hsl(${hue} ${strong}% 50%)`);
    element.style.setProperty("--tone-text", `light-dark(hsl(${hue} ${strong}% 30%), hsl(${hue} ${strong}% 75%))`);
    return element;
  }

  // Hits as bars: to the right what speaks for it, to the left what speaks against it.
  function bars(title, [hits, more, rest]) {
    const rows = [];
    for (let at = 0; at < hits.length; at += 2) rows.push([...cues[hits[at]], hits[at + 1]]);
    if (more) rows.push([`${more} more`, "", rest]);
    const most = Math.max(1, ...rows.map(([, , points]) => Math.abs(points)));
    const body = make("tbody");
    for (const [cue, meaning, points] of rows) {
      const bar = make("span");
      bar.style.width = `${(Math.abs(points) / most) * 50}%`;
      const name = make("td", { class: "cue" }, cue, make("span", { class: "meaning" }, meaning));
      const track = make("td", { class: "track " + (points > 0 ? "for" : "against"), "aria-hidden": "true" }, bar);
      body.append(make("tr", {}, name, make("td", { class: "number" }, signed(points)), track));
    }
    return make("section", {}, make("h3", {}, title), make("table", { class: "hits", "aria-label": title }, body));
  }

  function why(line) {
    const name = labels[line.label][0];
    const box = tone(make("div", { class: "why" }), line.label);
    const verdict = line.points > 0 ? "content" : "no content";
    const closest = line.rivals[0];
    let said = `${name}: ${verdict} by ${signed(line.points)} points.`;
    if (line.source) said += ` Line ${line.source} of the source.`;
    if (closest) {
      const tipping = closest[4].map((cue) => cues[cue][0]);
      said += ` ${labels[closest[0]][0]} lacked ${(-closest[2] / 100).toFixed(2)}`;
      said += tipping.length ? `; without ${tipping.join(", ")} it would be that.` : ".";
    }
    box.append(make("p", {}, said), bars(`Content or not: ${signed(line.points)}`, line.gate));
    if (line.own[0].length) box.append(bars(name, line.own));
    for (const [label, isGate, points, hits] of line.rivals) {
      if (!isGate && hits[0].length) box.append(bars(`${labels[label][0]} rather than ${name}: ${signed(points)}`, hits));
    }
    return box;
  }

  function toggle(row, open = !row.why) {
    if (open && !row.why) {
      row.why = why(row.line);
      row.item.append(row.why);
    } else if (!open && row.why) {
      row.why.remove();
      row.why = null;
    }
    row.button.setAttribute("aria-expanded", String(Boolean(row.why)));
  }

  function showLines() {
    const list = find("lines");
    list.replaceChildren();
    state.rows = state.page.lines.map((packed, at) => {
      const line = unpack(packed);
      const text = make("span", { class: "text" }, line.text);
      const label = make("span", { class: "label" }, labels[line.label][0]);
      const points = make("span", { class: "points", title: "points for content" }, signed(line.points));
      const button = make("button", { type: "button", class: "line", "aria-expanded": "false" }, label, text, points);
      button.classList.toggle("apart", !labels[line.label][1]);
      button.classList.toggle("dropped", !labels[line.label][1] && !labels[line.label][2]);
      const item = make("li", { id: `line-${at + 1}` }, tone(button, line.label));
      const row = { line, item, button, text, why: null, folded: line.text.toLowerCase() };
      button.addEventListener("click", () => toggle(row));
      list.append(item);
      return row;
    });
  }

  // Sets a line's text, with what is searched for marked.
  function mark(row, wanted) {
    const parts = [];
    // Folding may change how long a text is; then nothing is marked.
    if (wanted && row.folded.length === row.line.text.length) {
      let from = 0;
      for (let at; (at = row.folded.indexOf(wanted, from)) >= 0; from = at + wanted.length) {
        parts.push(row.line.text.slice(from, at), make("mark", {}, row.line.text.slice(at, at + wanted.length)));
      }
      parts.push(row.line.text.slice(from));
    } else {
      parts.push(row.line.text);
    }
    row.text.replaceChildren(...parts);
  }

  // What is shown, and what another cut would change.
  function refresh() {
    const wanted = find("search").value.trim().toLowerCase();
    const own = logit(state.page.cut ?? 0.5);
    const moved = Math.abs(state.cut - (state.page.cut ?? 0.5)) > 0.005;
    const counts = { shown: 0, come: 0, go: 0, words: 0 };
    for (const row of state.rows) {
      const { line } = row;
      const shown = (!state.chosen.size || state.chosen.has(line.label)) && (!wanted || row.folded.includes(wanted));
      row.item.hidden = !shown;
      counts.shown += shown;
      const kept = labels[line.label][1];
      const would = moved ? line.points / 100 + own >= logit(state.cut) : kept;
      row.button.classList.toggle("come", would && !kept);
      row.button.classList.toggle("go", !would && kept);
      if (would !== kept) {
        counts[would ? "come" : "go"] += 1;
        counts.words += (would ? 1 : -1) * words(line.text);
      }
      if (row.marked !== wanted) mark(row, (row.marked = wanted));
    }
    const change = `at a cut of ${state.cut.toFixed(2)} ${many(counts.come, "line")} would come and ${counts.go} would go ` +
      `(${counts.words > 0 ? "+" : ""}${counts.words} words)`;
    const usual = `the cut is ${(state.page.cut ?? 0.5).toFixed(2)}`;
    find("changes").textContent = `${counts.shown} of ${many(state.rows.length, "line")} shown; ${moved ? change : usual}`;
    find("reset").hidden = !moved;
  }

  function showLabels() {
    const counts = new Map();
    for (const [label] of state.page.lines) counts.set(label, (counts.get(label) ?? 0) + 1);
    const buttons = [...counts].sort(([a], [b]) => a - b).map(([label, count]) => {
      const press = () => {
        const chosen = !state.chosen.delete(label);
        if (chosen) state.chosen.add(label);
        button.setAttribute("aria-pressed", String(chosen));
        refresh();
      };
      const button = make("button", { type: "button", "aria-pressed": "false", press }, `${labels[label][0]} ${count}`);
      return tone(button, label);
    });
    state.chosen.clear();
    find("labels").replaceChildren(...buttons);
  }

  function goTo(number) {
    const row = state.rows[number];
    row.item.hidden = false;
    toggle(row, true);
    row.item.scrollIntoView({ block: "center" });
    row.button.focus();
  }

  function showCredits() {
    const rows = [];
    for (const [field, value, line, origins, candidates] of state.page.credits) {
      if (value === null && !candidates.length) continue;
      const from = make("span", { class: "from" });
      if (line !== null) {
        from.append(" ", make("button", { type: "button", press: () => goTo(line) }, `line ${line + 1}`));
      }
      if (origins.length) from.append(`${line === null ? " " : " · "}${origins.join(", ")}`);
      const cell = make("dd", {}, value ?? "none", from);
      if (candidates.length) {
        const told = candidates.map(([one, points, hits]) => bars(`${one}: ${signed(points)}`, hits));
        cell.append(make("details", {}, make("summary", { class: "from" }, many(candidates.length, "candidate")), ...told));
      }
      rows.push(make("dt", {}, field), cell);
    }
    find("credits").replaceChildren(...rows);
  }

  function show(number) {
    state.at = Math.min(Math.max(number, 0), sheets.length - 1);
    state.page = JSON.parse(sheets[state.at].textContent);
    state.cut = state.page.cut ?? 0.5;
    find("cut").value = state.cut;
    document.title = `${state.page.name} – proof sheet`;
    find("name").textContent = state.page.name;
    find("facts").replaceChildren(...state.page.facts.map(([name, value]) => make("span", {}, `${name} ${value}`)));
    find("page").value = String(state.at);
    find("previous").disabled = state.at === 0;
    find("next").disabled = state.at === sheets.length - 1;
    showCredits();
    showLabels();
    showLines();
    refresh();
  }

  // To the next line that is shown, or the one before.
  function step(by) {
    const shown = state.rows.filter((row) => !row.item.hidden);
    const now = shown.findIndex((row) => row.button === document.activeElement);
    shown[now < 0 ? 0 : Math.min(Math.max(now + by, 0), shown.length - 1)]?.button.focus();
  }

  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    n: () => state.at < sheets.length - 1 && show(state.at + 1),
    p: () => state.at > 0 && show(state.at - 1),
    "/": () => find("search").focus(),
    Escape: () => state.rows.forEach((row) => toggle(row, false)),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = ["INPUT", "SELECT"].includes(event.target.tagName);
    if (typing && event.key === "Escape") event.target.blur();
    if (typing || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  find("previous").addEventListener("click", () => show(state.at - 1));
  find("next").addEventListener("click", () => show(state.at + 1));
  find("page").addEventListener("change", (event) => show(Number(event.target.value)));
  find("search").addEventListener("input", refresh);
  find("cut").addEventListener("input", (event) => {
    state.cut = Number(event.target.value);
    refresh();
  });
  find("reset").addEventListener("click", () => {
    state.cut = state.page.cut ?? 0.5;
    find("cut").value = state.cut;
    refresh();
  });
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  find("theme").setAttribute("aria-pressed", String(dark));
  find("theme").addEventListener("click", (event) => {
    const isDark = event.target.getAttribute("aria-pressed") !== "true";
    event.target.setAttribute("aria-pressed", String(isDark));
    document.documentElement.style.colorScheme = isDark ? "dark" : "light";
  });

  find("page").append(...pages.map((name, at) => make("option", { value: String(at) }, name)));
  find("pages").hidden = sheets.length < 2;
  show(0);
})();
