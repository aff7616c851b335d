// Keeps the pages of help on the device, so that they work offline, and nothing else of the site.
// The server puts KEPT before this: a version, and the addresses of pages and files.
// What is kept is asked for without cookies: it is the same for everybody, and holds nobody's name.
"use strict";

const SHELF = `folkmoot-help-${KEPT.version}`;

async function fill() {
  const shelf = await caches.open(SHELF);
  await Promise.all(
    KEPT.files.map(async (path) => {
      const answer = await fetch(path, { credentials: "omit", cache: "no-cache" });
      if (!answer.ok || answer.redirected) throw new Error(`cannot keep ${path}`);
      await shelf.put(path, answer);
    }),
  );
  await self.skipWaiting();
}

async function tidy() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("folkmoot-help-") && name !== SHELF);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// First from the shelf, even online: so the server does not learn which letter somebody opens.
async function answer(request, path) {
  const shelf = await caches.open(SHELF);
  return (await shelf.match(path, { ignoreVary: true })) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (KEPT.files.includes(address.pathname)) event.respondWith(answer(event.request, address.pathname));
});
