/* The search: fetched when it is first wanted, and asked in the form in which words were indexed. */
(function () {
  "use strict";
  var Plain = window.Worker, request = XMLHttpRequest.prototype, open = request.open, send = request.send;
  var wanted = /[?&][hq]=/.test(location.search), waiting = [];

  /* The index is the largest file of a website, and most readers never search. */
  function whenWanted(run) { if (wanted) run(); else waiting.push(run); }
  function want(event) {
    if (wanted || !(event.target.closest && event.target.closest(".md-search, [for=__search]"))) return;
    wanted = true;
    waiting.splice(0).forEach(function (run) { run(); });
  }
  ["focusin", "pointerover", "pointerdown"].forEach(function (name) { document.addEventListener(name, want, { passive: true }); });
  request.open = function (method, address) {
    this.isIndex = /search\/search_index\.json$/.test(address);
    return open.apply(this, arguments);
  };
  request.send = function () {
    var one = this, given = arguments;
    if (!one.isIndex) return send.apply(one, given);
    whenWanted(function () { send.apply(one, given); });
  };

  /* Half- and full-width letters alike, and katakana words without the long mark at their end (プリンター finds プリンタ,
     and the search completes words by itself). */
  function normal(query) {
    return query
      .replace(/[\uff01-\uff9f\u3000]+/g, function (run) { return run.normalize("NFKC"); })
      .replace(/([ァ-ヴ]{2,})ー(?![ァ-ヴー])/g, "$1");
  }

  /* Stands for the theme's worker, and starts it when the search is wanted. */
  window.Worker = function (address, options) {
    var standing = new EventTarget(), worker;
    whenWanted(function () {
      worker = new Plain(address, options);
      worker.addEventListener("message", function (event) { standing.dispatchEvent(new MessageEvent("message", { data: event.data })); });
    });
    standing.postMessage = function (message) {
      if (message && typeof message.data === "string") message = Object.assign({}, message, { data: normal(message.data) });
      whenWanted(function () { worker.postMessage(message); });
    };
    return standing;
  };

  /* The theme listens to keys only; text also comes from paste, speech and the suggestions of a telephone's keyboard. */
  document.addEventListener("input", function (event) {
    if (event.target.matches(".md-search__input")) event.target.dispatchEvent(new KeyboardEvent("keyup"));
  });
})();
