(() => {
  "use strict";
  const table = document.getElementById("all-claims");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const said = document.getElementById("shown");
  const filters = Array.from(document.querySelectorAll("[data-filter]"));
  const keys = filters.map(filter => filter.dataset.filter).concat("sort", "down");
  const order = { sort: "", down: "" };

  // the address holds what is chosen, so that a view can be sent on
  const read = () => {
    const chosen = new URLSearchParams(location.hash.startsWith("#claims?") ? location.hash.slice(8) : "");
    filters.forEach(filter => { filter.value = chosen.get(filter.dataset.filter) ?? filter.dataset.start; });
    order.sort = chosen.get("sort") ?? "";
    order.down = chosen.get("down") ?? "";
  };
  const write = () => {
    const chosen = new URLSearchParams();
    filters.forEach(filter => { if (filter.value !== filter.dataset.start) chosen.set(filter.dataset.filter, filter.value); });
    keys.slice(-2).forEach(key => { if (order[key]) chosen.set(key, order[key]); });
    history.replaceState(null, "", chosen.toString() ? "#claims?" + chosen : "#claims");
  };

  const fits = row => filters.every(filter => {
    const wanted = filter.value;
    if (wanted === "") return true;
    if (filter.dataset.filter === "text") return row.textContent.toLowerCase().includes(wanted.toLowerCase());
    const own = row.dataset[filter.dataset.filter];
    return wanted === "judged" ? own !== "inconclusive" && own !== "not applicable" : own === wanted;
  });
  const show = () => {
    let shown = 0;
    rows.forEach(row => { row.hidden = !fits(row); shown += row.hidden ? 0 : 1; });
    said.textContent = `${shown} of ${rows.length} verdicts`;
  };

  const sorted = () => {
    const heads = Array.from(table.tHead.rows[0].cells);
    const place = heads.findIndex(head => head.dataset.key === order.sort);
    heads.forEach((head, i) => {
      if (i === place) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    if (place < 0) return;
    const numeric = heads[place].dataset.numeric !== undefined;
    const value = row => numeric ? parseFloat(row.cells[place].textContent.replaceAll(",", "")) : row.cells[place].textContent.trim();
    const sign = order.down ? -1 : 1;
    const inOrder = rows.slice().sort((a, b) => {
      const x = value(a), y = value(b);
      if (!numeric) return sign * x.localeCompare(y);
      if (isNaN(x) || isNaN(y)) return isNaN(x) - isNaN(y); // what has no number stays last
      return sign * (x - y);
    });
    body.append(...inOrder);
  };

  filters.forEach(filter => filter.addEventListener("input", () => { show(); write(); }));
  table.tHead.addEventListener("click", event => {
    const button = event.target.closest("button");
    if (!button) return;
    const key = button.parentElement.dataset.key;
    order.down = order.sort === key && !order.down ? "yes" : "";
    order.sort = key;
    sorted();
    write();
  });
  const start = () => { read(); sorted(); show(); };
  window.addEventListener("hashchange", start);
  document.getElementById("controls").hidden = false;
  start();
})();
