/* What is typed into the search, in the form in which it was indexed: half- and full-width letters alike, and katakana
   words without the long mark at their end (プリンター finds プリンタ, and the search completes words by itself). */
(function () {
  "use strict";
  var Plain = window.Worker;
  function normal(query) {
    return query
      .replace(/[\uff01-\uff9f\u3000]+/g, function (run) { return run.normalize("NFKC"); })
      .replace(/([ァ-ヴ]{2,})ー(?![ァ-ヴー])/g, "$1");
  }
  window.Worker = function (address, options) {
    var worker = new Plain(address, options), post = worker.postMessage;
    worker.postMessage = function (message) {
      if (message && typeof message.data === "string") message = Object.assign({}, message, { data: normal(message.data) });
      return post.apply(worker, [message].concat(Array.prototype.slice.call(arguments, 1)));
    };
    return worker;
  };
  /* The theme listens to keys only; text also comes from paste, speech and the suggestions of a telephone's keyboard. */
  document.addEventListener("input", function (event) {
    if (event.target.matches(".md-search__input")) event.target.dispatchEvent(new KeyboardEvent("keyup"));
  });
})();
