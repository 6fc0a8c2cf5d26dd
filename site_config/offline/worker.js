/* Search from a folder: a browser starts no worker for a file, so the search runs in the page. The worker's script comes
   as a function, handbookSearch, which is handed the two ways in which a worker and its page speak to each other. */
(function () {
  "use strict";
  function InPage(address) {
    var worker = new EventTarget(), script = document.createElement("script"), hears = [], waiting = [], ready = false;
    function hear(data) { hears.forEach(function (listener) { listener({ data: data }); }); }
    worker.postMessage = function (data) { if (ready) hear(data); else waiting.push(data); };
    worker.terminate = function () { hears = []; };
    script.src = address;
    script.onload = function () {
      window.handbookSearch(
        function (_, listener) { hears.push(listener); },
        function (data) { worker.dispatchEvent(new MessageEvent("message", { data: data })); }
      );
      ready = true;
      waiting.forEach(hear);
    };
    document.head.append(script);
    return worker;
  }
  if (location.protocol === "file:") window.Worker = InPage;
})();
