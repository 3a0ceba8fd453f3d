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

// <form hidden data-lists="ADDRESS OF THE LIBRARY" data-integrity="…"> stands above tables that can be narrowed: the
// library and what binds it to the form are loaded on such pages only, and the form goes where they cannot be.
const form = document.querySelector("[data-lists]")
if (form) {
  const beside = new URL("lists.js", document.currentScript.src).href
  const load = (address, integrity, then) => {
    const script = document.createElement("script")
    script.src = address
    if (location.protocol !== "file:") script.integrity = integrity // of a file no browser would check it
    script.addEventListener("load", then)
    script.addEventListener("error", () => (form.hidden = true))
    document.head.append(script)
  }
  load(form.dataset.lists, form.dataset.integrity, () => load(beside, "", () => {}))
  form.hidden = false // its fields wait, but nothing below them will jump
}

// <div class="filter" hidden data-filter="ID of a list"><label>…<input></label><p role="status"></p></div>
for (const box of document.querySelectorAll("[data-filter]")) {
  const field = box.querySelector("input")
  const told = box.querySelector("[role=status]")
  const items = [...document.getElementById(box.dataset.filter).children]
  const plain = text => text.toLowerCase().replaceAll("ё", "е")
  const texts = items.map(item => plain(item.textContent))
  const narrow = () => {
    const words = plain(field.value).split(/\s+/)
    let shown = 0
    items.forEach((item, index) => {
      item.hidden = !words.every(word => texts[index].includes(word))
      shown += item.hidden ? 0 : 1
    })
    told.textContent = field.value.trim() ? `Показано: ${shown} из ${items.length}` : ""
  }
  field.addEventListener("input", narrow)
  box.hidden = false
  if (field.value) narrow() // the browser keeps the word when the reader comes back
}

// <div data-fold><table>… shows its first rows; which ones those are, and whether any wait, is known to the styles.
for (const list of document.querySelectorAll("[data-fold]")) {
  const button = document.createElement("button")
  button.type = "button"
  button.className = "button button--quiet fold"
  button.textContent = "Показать остальные строки"
  button.addEventListener("click", () => {
    list.classList.remove("folded")
    list.focus({ preventScroll: true })
  })
  list.classList.add("folded")
  list.after(button)
}
