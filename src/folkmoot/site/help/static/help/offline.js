// Keeps help on the device, and lets a person erase what they typed. On every page of help.
import { erase } from "./store.js";

const status = document.getElementById("offline");
if ("serviceWorker" in navigator) {
  try {
    await navigator.serviceWorker.register("/help/worker.js", { scope: "/help/" });
    await navigator.serviceWorker.ready;
    status.textContent = status.dataset.ready;
  } catch {
    // Offline for the first time, or a browser that keeps nothing: the page works as long as it is open.
    if (navigator.serviceWorker.controller) status.textContent = status.dataset.ready;
  }
}

const row = document.getElementById("erase");
const button = row.querySelector("button");
row.hidden = false;
let sure = false;
button.addEventListener("click", async () => {
  if (!sure) {
    sure = true;
    button.textContent = button.dataset.sure;
    return;
  }
  await erase();
  button.textContent = button.dataset.done;
  location.reload();
});
button.addEventListener("blur", () => {
  sure = false;
});
