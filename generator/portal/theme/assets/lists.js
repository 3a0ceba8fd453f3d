// Lists of a page: DataTables narrows and orders their rows by the form above them; the address keeps what was chosen,
// so that a narrowed list can be sent to a colleague.
{
  const form = document.querySelector("[data-lists]")
  const told = form.querySelector("[role=status]")
  const fields = [...form.elements].filter(field => field.name)
  const { q, order } = form.elements
  const value = field => (field.type === "checkbox" && !field.checked ? "" : field.value.trim())

  const plain = text => text.replaceAll("ё", "е").replaceAll("Ё", "Е")
  const words = cell => DataTable.util.stripHtml(String(cell)).trim()
  const collator = new Intl.Collator("ru", { numeric: true }) // п. 9 before п. 18, 2025-12-31 before 2026-01-01

  DataTable.ext.errMode = "throw"
  DataTable.util.diacritics(text => text) // by default й would be и
  DataTable.type("words", {
    order: {
      pre: words,
      asc: (one, other) => collator.compare(one, other),
      desc: (one, other) => collator.compare(other, one),
    },
    search: cell => plain(words(cell)),
  })

  const settings = {
    autoWidth: false,
    columnDefs: [{ targets: "_all", type: "words" }],
    language: {
      aria: {
        orderable: ": упорядочить строки",
        orderableReverse: ": обратный порядок строк",
        orderableRemove: ": порядок строк как на странице",
      },
      emptyTable: "Строк нет",
      zeroRecords: "Подходящих строк нет",
    },
    layout: { topStart: null, topEnd: null, bottomStart: null, bottomEnd: null },
    order: [],
    orderClasses: false,
    paging: false,
  }

  const lists = [...document.querySelectorAll("table[data-list]")].map(element => {
    const headings = [...element.tHead.rows[0].cells]
    const titles = new Map(headings.map(heading => [heading.dataset.key, heading.textContent.trim()]))
    const facts = [...element.tBodies[0].rows].map(row => new Set(row.dataset.facts.split(" ")))
    return { table: new DataTable(element, settings), keys: [...titles.keys()], titles, facts }
  })

  for (const [key, title] of new Map(lists.flatMap(list => [...list.titles]))) {
    order.add(new Option(title, key))
    order.add(new Option(`${title}, обратный порядок`, `-${key}`))
  }

  const tell = () => {
    const number = which => lists.reduce((sum, { table }) => sum + table.rows(which).count(), 0)
    const [shown, all] = [number({ search: "applied" }), number()]
    if (!fields.some(field => field !== order && value(field))) told.textContent = `Всего строк: ${all}`
    else if (shown) told.textContent = `Показано: ${shown} из ${all}`
    else told.textContent = `Ничего не подошло. Измените условия или сбросьте их, всего строк: ${all}`
  }

  let applying = false // the library also draws when a heading is clicked
  const apply = () => {
    applying = true
    const wanted = fields.filter(field => "fact" in field.dataset && value(field)).map(field => `${field.name}:${value(field)}`)
    const [direction, key] = order.value.startsWith("-") ? ["desc", order.value.slice(1)] : ["asc", order.value]
    for (const { table, keys, facts } of lists) {
      table.search(plain(value(q)))
      table.search.fixed("facts", (text, row, index) => wanted.every(fact => facts[index].has(fact)))
      table.order(keys.includes(key) ? [[keys.indexOf(key), direction]] : [])
      table.draw()
    }
    applying = false
    tell()
  }

  const keep = () => {
    const address = new URL(location.href)
    for (const field of fields) {
      if (value(field)) address.searchParams.set(field.name, value(field))
      else address.searchParams.delete(field.name)
    }
    history.replaceState(history.state, "", address)
  }

  const changed = () => {
    apply()
    keep()
  }

  form.addEventListener("input", changed)
  form.addEventListener("submit", event => event.preventDefault())
  form.addEventListener("reset", () => setTimeout(changed)) // the fields are emptied after the event
  for (const { table, keys } of lists) {
    table.on("draw", () => {
      if (applying) return
      const [column, direction] = table.order()[0] ?? []
      order.value = direction ? (direction === "desc" ? "-" : "") + keys[column] : ""
      changed()
    })
  }

  for (const [name, chosen] of new URLSearchParams(location.search)) {
    const field = fields.find(field => field.name === name)
    if (!field || !chosen) continue
    if (field.type === "checkbox") field.checked = true
    else {
      // What no row has any more stays chosen: nothing is found, and the reader sees why.
      if (field.options && ![...field.options].some(option => option.value === chosen)) field.add(new Option(chosen, chosen))
      field.value = chosen
    }
  }
  form.querySelector("fieldset").disabled = false
  if (fields.some(value)) apply()
  else tell()
}
