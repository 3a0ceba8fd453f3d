// The search page: asks the index that Pagefind made beside the portal, and tells the result in Russian.

const PAGE = 10
const field = document.querySelector("[data-search-query]")
const told = document.querySelector("[data-search-status]")
const list = document.querySelector("[data-search-results]")
const more = document.querySelector("[data-search-more]")
const bundle = new URL(list.dataset.bundle, location.href)
const forms = { one: "страница", few: "страницы", many: "страниц", other: "страницы" }
const rule = new Intl.PluralRules("ru")

let found = []
let asked = 0

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

// Excerpts arrive as HTML with <mark>; only the marks and the text are taken from it.
const excerpt = html => {
  const nodes = new DOMParser().parseFromString(html, "text/html").body.childNodes
  return [...nodes].map(node => (node.nodeName === "MARK" ? element("mark", {}, node.textContent) : node.textContent))
}

// Where no word of the index begins with a word of the query, Pagefind takes the longest one that the query's word
// begins with: "абракадабра" finds "а". Each word is found rightly everywhere or nowhere, so one page tells.
const parts = text => text.toLowerCase().replaceAll("ё", "е").match(/[\p{L}\p{N}]+/gu) ?? []

const alike = (asked, met) => {
  let same = 0
  while (same < Math.min(asked.length, met.length) && asked[same] === met[same]) same++
  return same >= Math.min(3, asked.length) && same >= 0.6 * Math.min(asked.length, met.length)
}

const answers = (words, page) => {
  const all = page.content.split(/\s+/)
  const met = page.locations.flatMap(place => parts(all[place] ?? ""))
  return parts(words).every(asked => asked.length < 3 || met.some(word => alike(asked, word)))
}

// Pagefind turns й into и before it looks for endings, so it leaves -ый, -ой and their like on the word: «таможенной»
// would find that form alone. With an ending that it knows the word is asked for by its stem, from which those also begin.
const ENDINGS = /(?<=[аеёиоуыэюя]\p{L}+)(?:ией|[ыоие]й)(?=(?:ся)?(?!\p{L}))/giu

const known = words =>
  words.includes('"') ? words : words.replace(ENDINGS, ending => (ending.length > 2 ? "ия" : "ая"))

const show = async () => {
  const mine = asked
  const next = found.slice(list.children.length, list.children.length + PAGE)
  const pages = await Promise.all(next.map(result => result.data()))
  if (mine !== asked) return
  for (const page of pages) {
    const link = element("a", { href: page.url, className: "search-results__title" }, page.meta.title ?? page.url)
    list.append(element("li", {}, link, element("p", {}, ...excerpt(page.excerpt))))
  }
  more.hidden = list.children.length >= found.length
}

const search = async pagefind => {
  const words = field.value.trim().normalize()
  const mine = ++asked
  const answer = words ? await pagefind.search(known(words)) : { results: [] }
  if (mine !== asked) return
  const first = await answer.results[0]?.data()
  if (mine !== asked) return
  found = first && answers(words, first) ? answer.results : []
  list.replaceChildren()
  more.hidden = true
  told.textContent = !words
    ? "Введите слово или несколько слов."
    : found.length
      ? `По запросу «${words}»: ${found.length} ${forms[rule.select(found.length)]}.`
      : `По запросу «${words}» ничего не найдено. Проверьте, нет ли опечатки, или уберите одно из слов.`
  await show()
}

const start = async () => {
  field.value = new URLSearchParams(location.search).get("q") ?? ""
  told.textContent = "Поиск готовится…"
  const pagefind = await import(new URL("pagefind.js", bundle))
  await pagefind.options({ baseUrl: new URL("..", bundle).pathname, excerptLength: 30 })
  await pagefind.init()
  let waiting
  field.addEventListener("input", () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => {
      history.replaceState(null, "", field.value ? `?q=${encodeURIComponent(field.value)}` : location.pathname)
      search(pagefind)
    }, 250)
  })
  field.form.addEventListener("submit", event => {
    event.preventDefault()
    field.dispatchEvent(new Event("input"))
  })
  more.addEventListener("click", show)
  field.focus()
  await search(pagefind)
}

start().catch(() => {
  told.textContent =
    location.protocol === "file:"
      ? "Поиск работает только на сервере: портал открыт из папки. Запустите tkmv serve."
      : "Поиск сейчас недоступен. Обновите страницу; если не поможет, сообщите об этом ответственному за портал."
})
