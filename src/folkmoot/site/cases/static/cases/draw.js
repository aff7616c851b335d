// A number for a draw, made and kept on this device: only its SHA-256 leaves before it is opened.
// Where the browser cannot hash or keep it, the form for words and dice is all there is.
const NAME = "folkmoot.draw.";

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function seal(secret) {
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", secret)));
}

function keeps() {
  try {
    localStorage.setItem(`${NAME}trial`, "1");
    localStorage.removeItem(`${NAME}trial`);
    return true;
  } catch {
    return false;
  }
}

const number = document.querySelector("[data-number]");

if (number && globalThis.crypto?.subtle && keeps()) {
  const name = NAME + number.dataset.number;
  const shown = number.querySelector("[data-secret]");
  number.querySelector("[data-made]").hidden = false;
  shown.textContent = localStorage.getItem(name) ?? "";

  number.querySelector("[data-make]").addEventListener("click", async (event) => {
    event.preventDefault();
    // A number that was made before is sent again, so that none is lost by pressing twice.
    const kept = localStorage.getItem(name);
    const secret = kept
      ? Uint8Array.from(kept.match(/../g), (pair) => Number.parseInt(pair, 16))
      : crypto.getRandomValues(new Uint8Array(32));
    localStorage.setItem(name, hex(secret));
    shown.textContent = hex(secret);
    number.elements.commit.value = await seal(secret);
    number.elements.words.value = "";
    number.submit();
  });
}

const open = document.querySelector("[data-open]");

if (open) {
  let kept = null;
  try {
    kept = localStorage.getItem(NAME + open.dataset.open);
  } catch {
    // Nothing is kept here: it is typed.
  }
  if (kept && !open.elements.secret.value) {
    open.elements.secret.value = kept;
    open.querySelector("[data-here]").hidden = false;
  }
}
