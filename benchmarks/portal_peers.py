"""Sites of Hugo and mkdocs-material to measure the portal against: as many pages, as much HTML on each, same parts.

A page has the texts of a card of `make_cards.py` as Markdown: headings, lists of facts, tables. The theme of Hugo has
what the portal's has: header, navigation with icons, path, footer, sections with lists, a feed, a sitemap.
"""

from pathlib import Path

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M3 11h3v2H3zm0 4h3v2H3zm0-8h3v2H3zm5 4h13v2'
    'H8zm0 4h13v2H8zm0-8h13v2H8z"/><path d="M12 2A10 10 0 0 0 2 12a10 10 0 0 0 10 10 10 10 0 0 0 10-10"/></svg>'
)
_SECTIONS = (
    "Карты", "Обязанности", "Участники", "Контакты", "Паспорта", "Реестр", "Заседания", "Порядок", "Глоссарий",
    "Мониторинг", "Цели", "Сбои", "Недели", "Кварталы", "Помощь", "Версии", "Поиск", "Доступность",
)  # fmt: skip
_UNITS = ("ГУОТОиТК", "ГУФТДиРЭ", "ГУТКПВТ", "УТОВЭК", "УТН")
_FACTS = ("Предмет", "Основание", "Результат", "Ответственное подразделение", "Поставщик", "Потребитель", "Версия")

HUGO_CONFIG = """\
baseURL = "https://portal.example/portal/"
languageCode = "ru"
title = "Межведомственное взаимодействие"
disableKinds = ["taxonomy", "term"]
[markup.goldmark.renderer]
unsafe = false
[outputs]
home = ["HTML", "RSS"]
section = ["HTML", "RSS"]
[services.rss]
limit = 200
"""

BASE = """\
<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} – {{ .Site.Title }}</title><meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}"><link rel="stylesheet" href="{{ "main.css" | relURL }}">
<link rel="alternate" type="application/rss+xml" href="{{ "cards/index.xml" | relURL }}"></head>
<body>{{ partial "header.html" . }}
<main>{{ partial "path.html" . }}<article class="md-content__inner md-typeset">{{ block "main" . }}{{ end }}</article>
</main>{{ partial "footer.html" . }}</body></html>
"""

HEADER = """\
{{ $page := . }}<header class="md-header" data-md-component="header"><nav class="md-header__inner md-grid">
<a href="{{ "" | relURL }}" title="{{ .Site.Title }}" class="md-header__button md-logo">ICON</a></nav></header>
<nav class="md-nav md-nav--primary" aria-label="Разделы"><ul class="md-nav__list" data-md-scrollfix>
{{ range .Site.Menus.main }}<li class="md-nav__item{{ if $page.IsMenuCurrent "main" . }} md-nav__item--active{{ end }}">
<input class="md-nav__toggle md-toggle" type="checkbox" id="nav-{{ .Weight }}"><a href="{{ .URL | relURL }}"
class="md-nav__link"><span class="md-ellipsis">{{ .Name }}</span></a><label class="md-nav__link"
for="nav-{{ .Weight }}" tabindex="0"><span class="md-nav__icon md-icon">ICON</span></label>
<nav class="md-nav" data-md-level="1" aria-label="{{ .Name }}"><label class="md-nav__title" for="nav-{{ .Weight }}">
<span class="md-nav__icon md-icon">ICON</span>{{ .Name }}</label></nav></li>
{{ end }}</ul></nav>
"""

PATH = """\
<nav class="md-path" aria-label="Путь"><ol class="md-path__list">{{ range .Ancestors.Reverse }}
<li class="md-path__item"><a href="{{ .RelPermalink }}" class="md-path__link">{{ .Title }}</a></li>{{ end }}</ol></nav>
"""
FOOTER = """\
<footer class="md-footer"><div class="md-footer-meta md-typeset"><div class="md-footer-meta__inner md-grid">
<p>{{ .Site.Title }}</p><a href="mailto:errors@portal.example">Сообщить об ошибке</a> ICON</div></div></footer>
"""
SINGLE = '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}\n'
LIST = """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}
<table><thead><tr><th>Карта</th><th>Подразделение</th></tr></thead>
<tbody>{{ range .Pages }}
<tr><td data-label="Карта"><a href="{{ .RelPermalink }}">{{ .Title }}</a></td>
<td data-label="Подразделение">{{ .Params.unit }}</td></tr>
{{ end }}</tbody></table>{{ end }}
"""

MKDOCS = """\
site_name: Межведомственное взаимодействие
site_url: https://portal.example/portal/
docs_dir: docs
site_dir: site
theme:
  name: material
  language: ru
  font: false
nav:
  - index.md
  - cards/index.md
not_in_nav: |
  /cards/*
markdown_extensions: [tables]
"""


def markdown(number: int) -> str:
    """The text of a page: about 23 KB of HTML, as a card has without records."""
    lines = ["## Сведения о карте", ""]
    lines += [f"- **{name}**: {_UNITS[number % 5]}, вариант {number}, по п. {at + 7} Порядка" for at, name in
              enumerate(_FACTS)]  # fmt: skip
    for part in range(8):
        lines += [
            "",
            f"## Раздел {part + 1}",
            "",
            f"Сведения формы А.{part} карты № {number} и то, как они получены.",
            "",
        ]
        lines += ["| Код | Наименование | Поставщик | Основание | Срок |", "|---|---|---|---|---|"]
        for row in range(7):
            lines.append(
                f"| А.{part}-{row} | Запрос сведений реестра, выпуск {number} "
                f"| [ФНС России](https://portal.example/p/fns/) | п. {row + 7} Порядка, 289-ФЗ "
                f"| {1 + (number + row) % 10} рабочих дней |"
            )
        lines += ["", f"### Запрос А.{part}", "", "Ответ сопоставляется с *декларацией* на товары. " * 3, ""]
        lines += [f"{at + 1}. Шаг {at + 1}: согласование проекта карты № {number}" for at in range(4)]
    return "\n".join(lines) + "\n"


def write_hugo(root: Path, pages: int) -> None:
    """A site for Hugo with a theme of its own."""
    menu = "".join(
        f'[[menu.main]]\nname = "{name}"\nurl = "s{at}/"\nweight = {at + 1}\n' for at, name in enumerate(_SECTIONS)
    )
    layouts = {
        "_default/baseof.html": BASE,
        "_default/single.html": SINGLE,
        "_default/list.html": LIST,
        "partials/header.html": HEADER,
        "partials/path.html": PATH,
        "partials/footer.html": FOOTER,
    }
    _put(root / "config.toml", HUGO_CONFIG + menu)
    for name, text in layouts.items():
        _put(root / "layouts" / name, text.replace("ICON", _ICON))
    for at, name in enumerate(_SECTIONS):
        _put(root / f"content/s{at}/_index.md", f"---\ntitle: {name}\n---\nРаздел портала.\n")
    _put(root / "content/cards/_index.md", "---\ntitle: Технологические карты\n---\nПеречень карт.\n")
    for number in range(1, pages + 1):
        head = f"title: ТКМВ № {number} о получении сведений\ndescription: Карта № {number}\nunit: {_UNITS[number % 5]}"
        _put(root / f"content/cards/tkmv-fn-{number:06}.md", f"---\n{head}\n---\n{markdown(number)}")


def write_mkdocs(root: Path, pages: int) -> None:
    """The same pages for mkdocs-material, outside of its navigation, with its own search."""
    _put(root / "mkdocs.yml", MKDOCS)
    _put(root / "docs/index.md", "# Портал\n")
    _put(root / "docs/cards/index.md", "# Технологические карты\n")
    for number in range(1, pages + 1):
        text = f"# ТКМВ № {number} о получении сведений\n\n{markdown(number)}"
        _put(root / f"docs/cards/tkmv-fn-{number:06}.md", text)


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
