// A pipeline that stands still rebuilds nothing, so the reader's own clock tells that the data are old.
for (const banner of document.querySelectorAll("[data-stale]")) {
  const age = () => (Date.now() - Date.parse(banner.dataset.asof)) / 1000
  const look = () => (banner.hidden = age() < Number(banner.dataset.oldAfter))
  look()
  setInterval(look, 30000)
}
