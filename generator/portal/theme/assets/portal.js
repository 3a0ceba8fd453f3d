// Small comforts; every page is complete without them.

// A portal opened from a folder has no server to show index.html for an address that ends with a slash.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    const address = new URL(link.href)
    if (address.protocol === "file:" && address.pathname.endsWith("/")) {
      address.pathname += "index.html"
      link.href = address.href
    }
  }
}

// The menu of narrow screens is a hidden checkbox of the theme, which no key reaches: a button stands for it.
const menu = document.querySelector("[data-menu]")
const drawer = document.getElementById("__drawer")
menu.addEventListener("click", () => drawer.click())
drawer.addEventListener("change", () => menu.setAttribute("aria-expanded", drawer.checked))
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && drawer.checked) {
    drawer.click()
    menu.focus()
  }
})

// <div class="filter" hidden data-filter="ID of a table or list"><label>…<input></label><p role="status"></p></div>
for (const box of document.querySelectorAll("[data-filter]")) {
  const field = box.querySelector("input")
  const told = box.querySelector("[role=status]")
  const target = document.getElementById(box.dataset.filter)
  const rows = [...(target.tBodies ? target.tBodies[0].rows : target.children)]
  const plain = text => text.toLowerCase().replaceAll("ё", "е")
  const texts = rows.map(row => plain(row.textContent))
  const narrow = () => {
    const words = plain(field.value).split(/\s+/)
    let shown = 0
    rows.forEach((row, index) => {
      row.hidden = !words.every(word => texts[index].includes(word))
      shown += row.hidden ? 0 : 1
    })
    told.textContent = field.value.trim() ? `Показано: ${shown} из ${rows.length}` : ""
  }
  field.addEventListener("input", narrow)
  box.hidden = false
  if (field.value) narrow() // the browser keeps the word when the reader comes back
}
