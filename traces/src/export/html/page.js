// Shows one step at a time: what the slider, the buttons, the links of the steps and the address have in common
// is the number of the step. The page says the same without this script, at greater length.
"use strict";
(() => {
  const trace = JSON.parse(document.getElementById("trace").textContent);
  const last = trace.steps.length;
  const byId = (id) => document.getElementById(id);
  const slider = byId("slider");
  const rows = Array.from(document.querySelectorAll(".step"));
  const links = rows.map((row) => row.querySelector(".pick"));

  // The values of all books after each step.
  const books = [trace.initial];
  for (const step of trace.steps) {
    const values = books[books.length - 1].slice();
    for (const [book, value] of step.changes) values[book] = value;
    books.push(values);
  }
  const everChanges = new Set(trace.steps.flatMap((step) => step.changes.map(([book]) => book)));

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const heading = (text, scope, className) => {
    const made = element("th", text, className);
    made.scope = scope;
    return made;
  };
  // Names are long and have no spaces: they may break before a capital, or an index.
  const named = (cell, name) => {
    name.split(/(?<=[a-z])(?=[A-Z[])/).forEach((part, index) => {
      if (index > 0) cell.append(element("wbr"));
      cell.append(part);
    });
    return cell;
  };
  const signed = (number) => (number > 0 ? `+${number}` : String(number));
  const isAmount = (value) => typeof value === "number";

  function difference(before, after) {
    if (before === after) return "";
    return isAmount(before) && isAmount(after) ? signed(after - before) : "changed";
  }

  function showBooks(step) {
    const which = document.querySelector("input[name=which]:checked").value;
    const before = books[Math.max(step - 1, 0)];
    const after = books[step];
    const lines = trace.books.map((name, book) => {
      const isChanged = before[book] !== after[book];
      const isShown = which === "all" || isChanged || (which === "trace" && everChanges.has(book));
      if (!isShown) return null;
      const line = element("tr", undefined, isChanged ? "changed" : "");
      line.append(
        named(heading("", "row"), name),
        element("td", isChanged ? String(before[book]) : ""),
        element("td", String(after[book])),
        element("td", difference(before[book], after[book])),
      );
      return line;
    }).filter((line) => line);
    byId("books").replaceChildren(...lines);
    byId("no-books").hidden = lines.length > 0;
    byId("books-after").textContent = step === 0 ? "Before the first step" : `After step ${step}`;
  }

  function ledger(side, earlier) {
    const table = element("table");
    table.append(element("caption", side.name));
    const [body, foot] = [element("tbody"), element("tfoot")];
    for (const [name, amount] of side.terms) {
      const was = earlier && earlier.terms.find(([other]) => other === name);
      const change = was ? difference(was[1], amount) : "";
      const row = element("tr", undefined, change ? "changed" : "");
      const value = element("td", change ? `${amount} (${change})` : String(amount), "amount");
      row.append(heading(name, "row"), value);
      body.append(row);
    }
    const total = element("tr");
    total.append(heading("total", "row"), element("td", String(side.total), "amount"));
    foot.append(total);
    table.append(body, foot);
    return table;
  }

  function sides(equation, earlier) {
    const title = element("h3", `${equation.case}: `, "case");
    title.append(element("span", equation.comparison, equation.holds ? "good" : "bad"));
    const both = element("div", undefined, "sides");
    for (const side of ["left", "right"]) both.append(ledger(equation[side], earlier && earlier[side]));
    return [title, both];
  }

  function showEquations(step) {
    const place = byId("equations");
    if (!place) return;
    const earlier = step > 0 ? trace.equations[step - 1] : [];
    const find = (one) => earlier.find((other) => other.case === one.case);
    const cases = trace.equations[step].flatMap((one) => sides(one, find(one)));
    const silence = element("p", "The property says nothing of this state.", "faint");
    place.replaceChildren(...(cases.length > 0 ? cases : [silence]));
  }

  function sentence(step) {
    if (step === 0) return `Before the first of ${last} steps`;
    const { what, refused } = trace.steps[step - 1];
    return `Step ${step} of ${last}: ${what}${refused ? `, refused by ${refused}` : ""}`;
  }

  let shown = -1;
  function show(step) {
    if (step === shown) return;
    shown = step;
    slider.value = String(step);
    slider.setAttribute("aria-valuetext", step === 0 ? "before the first step" : `step ${step} of ${last}`);
    byId("now").textContent = sentence(step);
    // A button that goes away under the finger would lose the focus.
    for (const [id, isOver] of [["previous", step === 0], ["next", step === last]]) {
      if (isOver && document.activeElement === byId(id)) slider.focus();
      byId(id).disabled = isOver;
    }
    rows.forEach((row, index) => {
      row.classList.toggle("chosen", index === step);
      links[index].tabIndex = index === step ? 0 : -1;
      if (index === step) links[index].setAttribute("aria-current", "step");
      else links[index].removeAttribute("aria-current");
    });
    showEquations(step);
    showBooks(step);
  }

  // Goes to a step, and writes it into the address in a form that makes no page jump.
  function go(step) {
    const number = Math.min(Math.max(step, 0), last);
    history.replaceState(null, "", `#at=${number}`);
    show(number);
    // Who reads the books further down is not taken back to the list.
    const list = byId("steps").getBoundingClientRect();
    const isSeen = list.bottom > byId("controls").getBoundingClientRect().bottom && list.top < window.innerHeight;
    if (isSeen) rows[number].scrollIntoView({ block: "nearest" });
  }

  function stepOfAddress() {
    const match = /^#(?:step-|at=)(\d{1,9})$/.exec(window.location.hash);
    return match ? Math.min(Number(match[1]), last) : last;
  }

  slider.addEventListener("input", () => go(Number(slider.value)));
  byId("previous").addEventListener("click", () => go(shown - 1));
  byId("next").addEventListener("click", () => go(shown + 1));
  for (const choice of document.querySelectorAll("input[name=which]")) {
    choice.addEventListener("change", () => showBooks(shown));
  }
  byId("steps").addEventListener("click", (event) => {
    const row = event.target.closest(".step");
    if (!row) return;
    event.preventDefault();
    go(rows.indexOf(row));
  });
  byId("steps").addEventListener("keydown", (event) => {
    const to = { ArrowUp: shown - 1, ArrowDown: shown + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
    links[shown].focus();
  });
  for (const link of document.querySelectorAll(".to-step")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(Number(link.dataset.step));
      slider.focus();
    });
  }
  window.addEventListener("hashchange", () => show(stepOfAddress()));

  // What sticks below the controls has to know how high they are.
  const root = document.documentElement;
  const measure = () => root.style.setProperty("--controls", `${byId("controls").offsetHeight}px`);
  new ResizeObserver(measure).observe(byId("controls"));
  root.classList.add("js");
  for (const part of document.querySelectorAll(".with-script")) part.hidden = false;
  show(stepOfAddress());
})();
