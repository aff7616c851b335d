// Small comforts; every page works without them.
// The menu closes on Escape and gives the focus back; the print button appears where printing is possible.
{
  const menu = document.querySelector(".menu");

  if (menu) {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
