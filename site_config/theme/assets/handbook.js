/* What the pages gain where scripts run: today and "open now", and tables that sort and filter. Without it they stand as
   they are. Times are told in the reader's own zone; the hours are those of the provider's. */
(function (data) {
  "use strict";
  var WEEK = 7, DAY = 1440, MINUTE = 60000;

  /* --- when support is open --- */
  var forms = {};
  function form(locale, options) {
    var name = locale + JSON.stringify(options);
    return forms[name] || (forms[name] = new Intl.DateTimeFormat(locale, options));
  }
  function clock(moment, zone) {
    var got = {};
    form("en-CA", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" })
      .formatToParts(moment).forEach(function (part) { got[part.type] = part.value; });
    return { day: got.year + "-" + got.month + "-" + got.day, minute: Number(got.hour) * 60 + Number(got.minute) };
  }
  function later(day, count) {
    var moment = new Date(day + "T00:00:00Z");
    moment.setUTCDate(moment.getUTCDate() + count);
    return moment.toISOString().slice(0, 10);
  }
  function weekday(day) { return (new Date(day + "T00:00:00Z").getUTCDay() + WEEK - 1) % WEEK; }
  function ranges(day) { return data.closed.indexOf(day) < 0 ? data.hours[weekday(day)] : []; }

  /* Whether it is open, and how many minutes it stays so; null beyond the days that are known. */
  function state(now) {
    var here = clock(now, data.zone), ahead, day, open, next;
    if (here.day > data.knownTo) return null;
    open = ranges(here.day).filter(function (r) { return r[0] <= here.minute && here.minute < r[1]; })[0];
    if (open) return { open: true, wait: open[1] - here.minute };
    for (ahead = 0; ahead <= 366; ahead += 1) {
      day = later(here.day, ahead);
      if (day > data.knownTo) return null;
      next = ranges(day).filter(function (r) { return ahead > 0 || r[0] > here.minute; })[0];
      if (next) return { open: false, wait: ahead * DAY + next[0] - here.minute };
    }
    return null;
  }
  function say(words, values) {
    return words.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }
  function written(moment, options) {
    options.timeZone = data.readerZone;
    return form(data.locale, options).format(moment);
  }
  /* `11月24日（火）`: in Japanese text brackets are as wide as the characters in them. */
  function dated(moment) {
    var said = written(moment, { weekday: "short", month: "short", day: "numeric" });
    return data.lang === "ja" ? said.replace("(", "（").replace(")", "）") : said;
  }
  function tell(now) {
    var found = state(now), change = found && new Date(now.getTime() + found.wait * MINUTE), said = found && {
      time: written(change, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
      day: dated(change)
    };
    document.querySelectorAll("[data-open-now]").forEach(function (place) {
      var words = found && say(data.words[(found.open ? "open" : "closed") + (place.dataset.openNow === "short" ? "Short" : "")], said);
      place.hidden = !found;
      place.classList.toggle("is-open", !!found && found.open);
      if (found && place.textContent !== words) place.textContent = words;
    });
  }
  function mark(now) {
    var today = clock(now, data.zone).day;
    document.querySelectorAll("table.hours tr[data-weekday]").forEach(function (row) {
      var is = Number(row.dataset.weekday) === weekday(today), note = row.querySelector(".mark");
      row.classList.toggle("today", is);
      row.classList.toggle("exception", is && data.closed.indexOf(today) >= 0);
      if (is && !note) row.cells[0].insertAdjacentHTML("beforeend", ' <span class="mark"></span>');
      if (is) row.querySelector(".mark").textContent = data.words[data.closed.indexOf(today) < 0 ? "today" : "closedToday"];
      else if (note) note.remove();
    });
    document.querySelectorAll("[data-next]").forEach(function (list) {
      var all = list.parentNode.querySelectorAll("details .closing-days li");
      var ahead = Array.prototype.filter.call(all, function (item) { return item.querySelector("time").dateTime >= today; });
      if (ahead.length) list.replaceChildren.apply(list, ahead.slice(0, Number(list.dataset.next)).map(function (item) { return item.cloneNode(true); }));
    });
    var visits = Array.prototype.slice.call(document.querySelectorAll(".visit[data-day]"));
    var coming = visits.filter(function (visit) { return visit.dataset.day >= today; })[0];
    visits.forEach(function (visit) { visit.hidden = visit !== coming; });
  }
  function watch() {
    var now = new Date();
    tell(now);
    mark(now);
  }

  /* --- tables --- */
  var FEWEST = 8, order = new Intl.Collator(data.lang, { numeric: true });
  function worth(row, column) {
    var cell = row.cells[column], time = cell.querySelector("time");
    if (time) return time.dateTime;
    return cell.textContent.trim().replace(/^[¥$€]\s*/, "").replace(/(\d),(?=\d{3})/g, "$1");
  }
  function sort(table, column, down) {
    var body = table.tBodies[0], rows = Array.prototype.slice.call(body.rows);
    rows.sort(function (a, b) {
      var one = worth(a, column), two = worth(b, column);
      if (!one || !two) return one ? -1 : two ? 1 : 0;
      return (down ? -1 : 1) * order.compare(one, two);
    });
    body.append.apply(body, rows);
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, i) {
      if (i === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }
  function sortable(table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      if (!head.textContent.trim()) return;
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append.apply(button, Array.prototype.slice.call(head.childNodes));
      button.addEventListener("click", function () { sort(table, column, head.getAttribute("aria-sort") === "ascending"); });
      head.append(button);
    });
  }
  function plain(text) { return text.normalize("NFKC").toLowerCase(); }
  function filterable(table, number) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    var texts = rows.map(function (row) { return plain(row.textContent); });
    var bar = document.createElement("div"), label = document.createElement("label"), field = document.createElement("input"), count = document.createElement("output");
    bar.className = "table-filter";
    field.type = "search";
    field.id = "filter-" + number;
    label.htmlFor = field.id;
    label.textContent = data.words.filter;
    count.setAttribute("for", field.id);
    field.addEventListener("input", function () {
      var wanted = plain(field.value).split(/\s+/).filter(Boolean), shown = 0;
      rows.forEach(function (row, i) {
        row.hidden = !wanted.every(function (word) { return texts[i].indexOf(word) >= 0; });
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = wanted.length ? say(data.words.shown, { shown: shown, total: rows.length }) : "";
    });
    bar.append(label, field, count);
    table.parentNode.before(bar);
  }
  /* Rows shown as blocks lose their roles in some browsers; named ones stay. */
  function named(table) {
    [["table", [table]], ["rowgroup", table.querySelectorAll("thead, tbody")], ["row", table.rows], ["columnheader", table.querySelectorAll("thead th")], ["rowheader", table.querySelectorAll("tbody th")], ["cell", table.querySelectorAll("td")]].forEach(function (pair) {
      Array.prototype.forEach.call(pair[1], function (part) { part.setAttribute("role", pair[0]); });
    });
  }

  /* The theme's search is a dialog without a name. */
  var search = document.querySelector(".md-search[role='dialog']"), typed = document.querySelector(".md-search__input");
  if (search && typed) search.setAttribute("aria-label", typed.getAttribute("aria-label"));

  /* A drawing wider than the screen begins where most of its words are in sight, not at an empty corner. */
  function begin(drawing) {
    var place = drawing.getBoundingClientRect().left, best = 0, most = 0, spans = Array.prototype.map.call(drawing.querySelectorAll("text"), function (text) {
      var box = text.getBoundingClientRect();
      return [box.left - place, box.right - place];
    });
    spans.map(function (span) { return Math.max(0, span[0] - 24); }).concat(0).sort(function (a, b) { return a - b; }).forEach(function (start) {
      var seen = spans.filter(function (span) { return span[0] >= start && span[1] <= start + drawing.clientWidth; }).length;
      if (seen > most) { best = start; most = seen; }
    });
    drawing.scrollLeft = best;
  }
  document.querySelectorAll(".drawing").forEach(function (drawing) { if (drawing.scrollWidth > drawing.clientWidth) begin(drawing); });

  document.querySelectorAll("table.records").forEach(function (table, number) {
    if (!table.tHead || !table.tBodies[0]) return;
    named(table);
    if (table.classList.contains("ordered") || (table.tBodies[0].rows.length < FEWEST && !table.classList.contains("searched"))) return;
    sortable(table);
    filterable(table, number);
  });
  if (data.hours) {
    watch();
    setInterval(watch, MINUTE / 2);
    document.addEventListener("visibilitychange", watch);
  }
})(window.handbook || { lang: document.documentElement.lang, words: {} });
