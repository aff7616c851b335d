// Passkeys: asks the browser to make one, or to sign in with one, and sends its answer with the form.
// The page names what is wanted in <script type="application/json" id="passkey-options">.
"use strict";

(() => {
  const form = document.querySelector("form[data-passkey]");
  const options = document.getElementById("passkey-options");
  if (!form || !options) return;
  const button = form.querySelector("button");
  const trouble = document.getElementById("passkey-trouble");
  if (!window.PublicKeyCredential) {
    trouble.hidden = false;
    return;
  }
  const wanted = JSON.parse(options.textContent).publicKey;

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const readied = () => {
    const ready = { ...wanted, challenge: bytes(wanted.challenge) };
    if (ready.user) ready.user = { ...ready.user, id: bytes(ready.user.id) };
    for (const list of ["excludeCredentials", "allowCredentials"]) {
      if (ready[list]) ready[list] = ready[list].map((each) => ({ ...each, id: bytes(each.id) }));
    }
    return ready;
  };

  const spelled = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: {},
    };
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    trouble.hidden = true;
    try {
      const credential = await (form.dataset.passkey === "make"
        ? navigator.credentials.create({ publicKey: readied() })
        : navigator.credentials.get({ publicKey: readied() }));
      form.elements.answer.value = JSON.stringify(spelled(credential));
      form.submit(); // raises no submit event
    } catch {
      trouble.hidden = false;
      button.disabled = false;
      button.focus();
    }
  });
})();
