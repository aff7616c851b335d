// The receipt: copied on demand; once a paper is cast, what this tab kept of it is forgotten.
"use strict";

(() => {
  const receipt = document.querySelector("[data-receipt]");
  const copy = document.querySelector("[data-copy]");
  const said = document.querySelector("[data-said]");
  const done = document.querySelector("[data-done]");
  if (receipt && copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(receipt.textContent.trim());
      said.textContent = copy.dataset.copied;
    });
  }
  if (done) {
    try {
      sessionStorage.removeItem(`folkmoot-paper-${done.dataset.done}`);
    } catch { /* nothing was kept */ }
    history.replaceState(null, "", location.href); // whoever comes back fetches it, and sends no form again
  }
})();
