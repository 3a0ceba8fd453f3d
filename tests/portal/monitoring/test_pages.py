"""Pages of monitoring: what is down stands first, what is unknown is said to be, words of strangers stay words."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from lxml import html as parser

from generator.model.content import Content
from generator.monitoring.picture import Picture
from generator.portal import csp
from generator.portal.monitoring.files import files
from generator.portal.monitoring.live import live
from generator.portal.page import Page
from probes.model.verdict import Purpose, Verdict
from tests.portal.monitoring.seen import AT, EVIL, INCIDENTS, NOW, TEXT, incident, picture, printed, sight
from tests.portal.plain import visible
from tests.portal.test_build import CANARY, with_canary
from tests.portal.test_pages import HOSTILE, poisoned
from tests.portal.worlds import Tree

SHEETS = ("", "incidents/", "certificates/", "coverage/", "archive/", "about/")
HEALTHY = re.compile(r"status--ok|100\s%|работает всё|tile--ok", re.IGNORECASE)


@pytest.fixture(scope="module")
def known(world: Tree) -> dict[str, Page]:
    return printed(world, picture(world.content))


@pytest.fixture(scope="module")
def unknown(world: Tree) -> dict[str, Page]:
    return printed(world, None)


def body(pages: dict[str, Page], address: str) -> parser.HtmlElement:
    return parser.fragment_fromstring(str(pages[f"monitoring/{address}"].body), create_parent="div")


def spaced(element: parser.HtmlElement) -> str:
    """Text with a space wherever a block begins or ends."""
    for one in element.iter("p", "dt", "dd", "tr", "th", "td", "li", "h1", "h2", "h3", "summary", "div", "a"):
        one.text, one.tail = f" {one.text or ''}" if one.tag != "a" else one.text, f" {one.tail or ''}"
    return " ".join(element.text_content().replace(" .", ".").replace(" ,", ",").replace(" :", ":").split())


def words(pages: dict[str, Page], address: str) -> str:
    return spaced(body(pages, address))


def test_there_is_a_page_for_every_sheet_target_and_incident_of_late(world: Tree, known: dict[str, Page]) -> None:
    wanted = {f"monitoring/{one}" for one in SHEETS}
    wanted |= {f"monitoring/targets/{one}/" for one in world.content.targets}
    wanted |= {f"monitoring/incidents/{one.id}/" for one in INCIDENTS[1:]}
    wanted |= {f"monitoring/incidents/{one}/" for one in world.content.incidents}
    assert set(known) == wanted


def test_no_link_of_the_section_leads_nowhere(world: Tree, known: dict[str, Page], unknown: dict[str, Page]) -> None:
    for pages in (known, unknown):
        for address in pages:
            depth = address.count("/")
            for link in body(pages, address.removeprefix("monitoring/")).xpath(".//a/@href"):
                found = re.fullmatch(r"(?:\.\./)+(monitoring/[^#]*)", link)
                if found and link.count("../") == depth:
                    assert found[1] in pages, (address, link)


def test_the_first_page_answers_what_is_down_since_when_and_on_whose_side(known: dict[str, Page]) -> None:
    said = words(known, "")
    assert "Состояние на 15.06.2026, 12:02 МСК, обходы каждые 5 мин" in said
    assert "Не работает 1 объект: на стороне поставщиков данных – 1." in said
    assert said.index("Не работает 1 объект") < said.index("Инциденты, которые длятся")
    assert "записано не по форме файлов журнала: 2." in said
    row = spaced(body(known, "").xpath('.//h2[@id="open"]/following::tbody[1]/tr[1]')[0])
    assert "Сведения ЕГРЮЛ недоступен узел отклоняет соединения поставщик данных" in row
    assert "32 мин" in row
    tiles = [spaced(one) for one in body(known, "").xpath('.//a[contains(@class, "tile")]')]
    assert tiles == [
        "1 работают",
        "1 работают с замечаниями",
        "1 не работают",
        "1 нет данных",
        "0 подписи истекают или истекли",
    ]


def test_where_all_works_the_remarks_are_counted_all_the_same(world: Tree) -> None:
    found = picture(world.content)
    for verdicts, said in (
        ((Verdict.UP,), "Работает всё, что наблюдается."),
        ((Verdict.DEGRADED, Verdict.UP), "Работает всё, что наблюдается; с замечаниями – 1 объект."),
    ):
        states = {
            name: replace(state, checks=tuple(replace(one, verdict=verdicts[-1 if at else 0]) for one in state.checks))
            for at, (name, state) in enumerate(found.states.items())
        }
        assert said in words(printed(world, replace(found, states=states, quarantined={})), "")
        assert "файлов журнала" not in words(printed(world, replace(found, states=states, quarantined={})), "")


def test_what_is_down_stands_before_what_has_remarks(world: Tree) -> None:
    found = picture(world.content)
    by_name = {"fns-egrul": Verdict.DEGRADED, "rosreestr-egrn": Verdict.DOWN}
    states = {
        name: replace(state, checks=tuple(replace(one, verdict=by_name.get(name, Verdict.UP)) for one in state.checks))
        for name, state in found.states.items()
    }
    page = body(printed(world, replace(found, states=states)), "")
    links = page.xpath('.//h3[@id="side-supplier"]/following::tbody[1]/tr/th//a[1]/@href')
    targets = [one.rstrip("/").rpartition("/")[2] for one in links if "/targets/" in one]
    assert targets == ["rosreestr-egrn", "fns-egrul"]


def test_the_archive_counts_incidents_that_stand_for_themselves(known: dict[str, Page]) -> None:
    """Of those of June one was announced."""
    rows = body(known, "archive/").xpath('.//h2[@id="incidents"]/following::tbody[1]/tr')
    (june,) = [one for one in rows if "Июнь" in spaced(one)]
    assert spaced(june.xpath("./td")[0]) == "2"


def test_what_needs_eyes_stands_first_and_the_list_can_be_narrowed(known: dict[str, Page]) -> None:
    page = body(known, "")
    supplier = [one.text_content() for one in page.xpath('.//table[@id="targets-supplier"]/tbody/tr/th/a')]
    assert supplier == ["Сведения ЕГРЮЛ", "Сведения ЕГРН"]
    assert [one.get("name") for one in page.xpath(".//form//select[@data-fact]")] == ["state", "side", "owner"]
    told = {fact for one in page.xpath(".//@data-facts") for fact in one.split()}
    for field in page.xpath(".//form//select[@data-fact]"):
        values = {one.get("value") for one in field.iter("option")} - {""}
        assert values == {fact.partition(":")[2] for fact in told if fact.startswith(f"{field.get('name')}:")}


def test_a_cause_stands_by_what_it_disturbs(known: dict[str, Page]) -> None:
    reached, healthy = body(known, "").xpath('.//table[@id="targets-supplier"]/tbody/tr[1]/td')[:2]
    assert spaced(reached) == "недоступен узел отклоняет соединения"
    assert spaced(healthy).startswith("не измерено ") and "соединения" not in spaced(healthy)


def test_cards_whose_exchange_is_disturbed_stand_first(known: dict[str, Page]) -> None:
    rows = body(known, "").xpath('.//h2[@id="cards"]/following::tbody[1]/tr')
    kinds = [(one.xpath('.//*[contains(@class, "status--")]/@class') or ["none"])[0] for one in rows]
    assert "status--late" in kinds[0] and len(kinds) == 2


def test_announced_works_do_not_stand_among_outages(known: dict[str, Page]) -> None:
    page = body(known, "")
    works = page.xpath('.//h2[@id="works"]/following::tbody[1]')[0].text_content()
    outages = page.xpath('.//h2[@id="open"]/following::tbody[1]')[0].text_content()
    assert "СМЭВ 3" in works and "плановые работы" in works and "СМЭВ 3" not in outages


def test_without_a_journal_nothing_is_known_anywhere(world: Tree, unknown: dict[str, Page]) -> None:
    for address, page in unknown.items():
        if address not in ("monitoring/coverage/", "monitoring/about/"):
            assert not (found := HEALTHY.search(str(page.body))), f"{address}: {found}"
            assert "нет данных" in visible(str(page.body)).lower(), address
        assert "data-stale" not in str(page.body)
    first = words(unknown, "")
    assert "Измерений ещё нет" in first and "Сведения ЕГРЮЛ" in first, "targets are listed all the same"
    assert "1970" not in "".join(str(page.body) for page in unknown.values())
    assert live(sight(world, None)).by_card == {}


def test_a_target_shows_its_checks_its_past_and_why_something_is_not_watched(
    known: dict[str, Page], unknown: dict[str, Page]
) -> None:
    down = words(known, "targets/fns-egrul/")
    assert "Недоступен с 15.06.2026, 11:30 МСК: узел отклоняет соединения, на стороне поставщика данных" in down
    assert "Работоспособность не измерено" in down
    assert "Измерено 15.06.2026, 12:00 МСК за 57 мс; проверяется каждые 5 мин" in down
    for pages in (known, unknown):
        said = words(pages, "targets/rosreestr-egrn/")
        assert "Работоспособность: Контрольный пример согласовывается с Росреестром" in said
        assert "12.06.2026, 09:00 МСК – 30.06.2026, 18:00 МСК: Росреестр меняет версию сервиса" in said
        assert "Доступность сервисов поставщиков: описание сервиса WSDL" in said
        assert "Истории пока нет" in said
        assert "20.06.2026, 22:00 МСК – 21.06.2026, 04:00 МСК: Обновление СМЭВ" in words(pages, "targets/smev3/")


def test_a_target_without_checks_has_a_page_that_says_so(world: Tree) -> None:
    bare = world.changed(
        lambda content: replace(
            content, targets={**content.targets, "smev3": content.targets["smev3"].model_copy(update={"checks": ()})}
        )
    )
    pages = printed(bare, None)
    assert "Проверок нет: этот объект внесён в перечень, но не наблюдается" in words(pages, "targets/smev3/")
    assert "СМЭВ 3" not in [one.text_content() for one in body(pages, "").xpath(".//tbody//th/a")]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"until": date(2026, 6, 14)}, "наблюдение завершено 14.06.2026"),
        ({"since": date(2026, 6, 16)}, "наблюдение начнётся 16.06.2026"),
    ],
)
def test_a_target_that_is_not_watched_now_is_no_gap_in_the_data(
    world: Tree, changes: dict[str, date], told: str
) -> None:
    def change(content: Content) -> Content:
        changed = content.targets["rosreestr-egrn"].model_copy(update=changes)
        return replace(content, targets={**content.targets, changed.id: changed})

    tree = world.changed(change)
    pages = printed(tree, picture(tree.content))
    first = words(pages, "")
    (name,) = {one.name for one in tree.content.targets.values() if one.id == "rosreestr-egrn"}
    assert f"Сейчас не наблюдаются: {name} ({told})." in first and "0 нет данных" in first
    assert name not in [one.text_content() for one in body(pages, "").xpath(".//tbody//th/a")]
    assert f"Наблюдение {told}" in words(pages, "targets/rosreestr-egrn/")
    badges = dict(files(sight(tree, picture(tree.content)), TEXT))
    assert told in badges["badges/rosreestr-egrn.svg"].decode()


def test_of_an_own_component_health_is_told_and_nothing_of_availability(known: dict[str, Page]) -> None:
    said = words(known, "targets/adapter/")
    assert "Работоспособность работоспособен" in said and "Доступность" not in said
    (row,) = body(known, "").xpath("//table[@id='targets-consumer']/tbody/tr[contains(., 'Адаптер')]")
    cells = [(one.get("data-label"), spaced(one)) for one in row.xpath("td")]
    assert cells[:2] == [(None, ""), ("Работоспособность", "работоспособен")]


def test_a_target_that_only_holds_certificates_is_ordered_and_found_by_them(world: Tree) -> None:
    def change(content: Content) -> Content:
        one = content.targets["adapter"]
        kept = tuple(each for each in one.checks if each.purpose == "signature_expiry")
        sole = one.model_copy(update={"checks": kept, "name": "Я, подпись"})
        return replace(content, targets={**content.targets, "sole": sole.model_copy(update={"id": "sole"})})

    tree = world.changed(change)
    found = picture(tree.content)
    state = found.states["sole"]
    expired = replace(state, checks=tuple(replace(one, verdict=Verdict.DOWN) for one in state.checks))
    pages = printed(tree, replace(found, states={**found.states, "sole": expired}))
    first = body(pages, "").xpath("//table[@id='targets-consumer']/tbody/tr")[0]
    assert "Я, подпись" in spaced(first) and "state:down" in first.get("data-facts")


def test_an_incident_shows_facts_and_what_people_found(known: dict[str, Page]) -> None:
    said = words(known, f"incidents/{INCIDENTS[1].id}/")
    assert "Продолжительность 2 ч" in said and "Восстановление 10.06.2026, 14:02 МСК" in said
    assert "узел отклоняет соединения – 3 измерения" in said and "ещё не внесены" in said
    (by_hand,) = [one for one in known if one.endswith("2026-06-08-0610-fns-egrul/")]
    told = words(known, by_hand.removeprefix("monitoring/"))
    assert "Ответы приходили без адреса организации" in told and "SD-1" in told and "Сверка состава ответа" in told
    assert "Что видел мониторинг" not in told


def test_an_incident_that_people_opened_and_that_lasts_has_no_length_without_a_clock(world: Tree) -> None:
    notes = world.content.incidents["2026-06-08-0610-fns-egrul"]
    assert notes.opened is not None
    lasting = notes.model_copy(update={"opened": notes.opened.model_copy(update={"until": None})})
    tree = world.changed(lambda content: replace(content, incidents={notes.id: lasting}))
    assert "Продолжительность" not in words(printed(tree, None), f"incidents/{notes.id}/")
    assert "Продолжительность 7 сут. 2 ч" in words(printed(tree, picture(tree.content)), f"incidents/{notes.id}/")


def test_what_people_wrote_of_an_incident_that_is_none_is_told(world: Tree) -> None:
    notes = world.content.incidents["2026-06-08-0610-fns-egrul"]
    stray = notes.model_copy(update={"id": "2026-06-10-0005-fns-egrul", "opened": None})
    own = notes.model_copy(update={"id": INCIDENTS[1].id, "opened": None})
    tree = world.changed(lambda content: replace(content, incidents={one.id: one for one in (notes, stray, own)}))
    told = body(printed(tree, picture(tree.content)), "incidents/").xpath('.//*[contains(@class, "notice--warn")]//li')
    assert [spaced(one).split(":")[0] for one in told] == [f"content/monitoring/incidents/{stray.id}.yml"]
    assert stray.id not in words(printed(tree, None), "incidents/"), "without a journal no incident is known"


def test_measures_are_listed_until_they_are_done(world: Tree) -> None:
    notes = world.content.incidents["2026-06-08-0610-fns-egrul"]
    (measure,) = notes.measures
    told = (
        {"what": "Потом", "due": date(2026, 7, 1)},
        {"what": "Вчера", "due": date(2026, 6, 14)},
        {"what": "Готово", "due": date(2026, 6, 1), "done": date(2026, 6, 1)},
    )
    due = [measure.model_copy(update=one) for one in told]
    written = notes.model_copy(update={"measures": tuple(due)})
    tree = world.changed(lambda content: replace(content, incidents={notes.id: written}))
    rows = body(printed(tree, None), "incidents/").xpath('.//h2[@id="measures"]/following::tbody[1]/tr')
    assert [spaced(one).split()[0] for one in rows] == ["Вчера", "Потом"]
    assert "просрочено" in spaced(rows[0]) and "выполняется" in spaced(rows[1])
    assert rows[0].xpath(".//a/@href")[0].endswith(f"{notes.id}/")


def test_the_outage_of_a_target_stands_above_its_certificate_that_runs_out(world: Tree) -> None:
    later = incident(
        "2026-06-15-0900-fns-egrul-signature", "fns-egrul", NOW - 60,
        purposes=(Purpose.SIGNATURE_EXPIRY,), verdict=Verdict.DEGRADED, causes=(("cert_expiring", 1),),
    )  # fmt: skip
    known = printed(world, picture(world.content, (*INCIDENTS, later)))
    (line,) = body(known, "targets/fns-egrul/").xpath('.//p[contains(@class, "headline")]')
    assert spaced(line).startswith("Недоступен с 15.06.2026, 11:30 МСК: узел отклоняет соединения")


def test_an_incident_under_one_whose_facts_are_gone_names_it(world: Tree) -> None:
    below = incident("2026-06-15-0845-rosreestr-egrn", "rosreestr-egrn", NOW - 900, under="2020-01-01-0000-gone")
    known = printed(world, picture(world.content, (*INCIDENTS, below)))
    assert "Одновременно 2020-01-01-0000-gone" in words(known, f"incidents/{below.id}/")


def test_certificates_stand_by_the_day_their_use_ends(known: dict[str, Page]) -> None:
    rows = [" ".join(one.text_content().split()) for one in body(known, "certificates/").xpath(".//tbody/tr")]
    assert [re.search(r"\w+\.cer", one)[0] for one in rows] == ["gone.cer", "soon.cer", "late.cer"]  # type: ignore[index]
    assert "истёк 3 дня назад" in rows[0].replace("\u00a0", " ") and "20 дней" in rows[1].replace("\u00a0", " ")


def test_days_are_whole_on_both_sides_of_the_end_of_a_certificate(world: Tree) -> None:
    found = picture(world.content)
    hours = {"a": -60, "b": -24, "c": -1, "d": 0, "e": 1, "f": 24, "g": 47}
    late, *_ = found.certificates
    rows = [replace(late, file=f"{name}.cer", ends=AT + timedelta(hours=number)) for name, number in hours.items()]
    told = body(printed(world, replace(found, certificates=rows)), "certificates/").xpath(".//tbody/tr/td[2]")
    assert [spaced(one).replace("\u00a0", " ") for one in told] == [
        "истёк 2 дня назад",
        "истёк 1 день назад",
        "истёк менее суток назад",
        "истёк менее суток назад",
        "менее суток",
        "1 день",
        "1 день",
    ]


def test_certificates_of_what_is_watched_no_longer_stand_last(world: Tree) -> None:
    def change(content: Content) -> Content:
        ended = content.targets["adapter"].model_copy(update={"until": date(2026, 6, 14)})
        return replace(content, targets={**content.targets, ended.id: ended})

    tree = world.changed(change)
    found = picture(tree.content)
    late, *others = found.certificates
    pages = printed(tree, replace(found, certificates=(replace(late, target="smev3"), *others)))
    rows = body(pages, "certificates/").xpath(".//tbody/tr")
    assert ["наблюдение завершено 14.06.2026" in spaced(one) for one in rows] == [False, True, True]


def test_two_checks_of_one_kind_are_told_apart_in_the_archive(world: Tree) -> None:
    def change(content: Content) -> Content:
        one = content.targets["smev3"]
        twin = one.checks[1].model_copy(update={"id": "twin", "url": "http://127.151.9.9:7500/other?wsdl"})
        return replace(
            content, targets={**content.targets, "smev3": one.model_copy(update={"checks": (*one.checks, twin)})}
        )

    tree = world.changed(change)
    rows = [spaced(one) for one in body(printed(tree, picture(tree.content)), "archive/").xpath(".//tbody/tr")]
    assert len([one for one in rows if "http://127.151.9.9:7500/other?wsdl" in one]) == 1
    assert len(set(rows)) == len(rows)


def test_every_strip_says_in_words_what_it_shows(known: dict[str, Page]) -> None:
    for address in ("", "targets/smev3/"):
        strips = body(known, address).xpath('.//*[local-name()="svg"][contains(@class, "strip")]')
        assert strips
        for one in strips:
            assert one.get("role") == "img" and re.match(r"За \d+ дн\.: работал – \d", one.get("aria-label"))
            assert "100" not in one.get("aria-label"), "ill days are among them"


def test_simulated_data_are_called_so_on_every_page_of_states(world: Tree) -> None:
    pages = printed(world, replace(picture(world.content), simulated=True))
    for address, page in pages.items():
        if address not in ("monitoring/coverage/", "monitoring/about/"):
            assert "Смоделированные данные" in str(page.body), address


def test_what_a_hostile_server_answered_is_shown_as_text(known: dict[str, Page]) -> None:
    for address in ("targets/fns-egrul/", f"incidents/{INCIDENTS[2].id}/", "certificates/"):
        page = body(known, address)
        shown = [one for one in page.iter() if isinstance(one.tag, str) and EVIL in (one.text or "")]
        assert shown, address
        assert {one.tag for one in shown} <= {"pre", "p"}
    _safe(known)


def test_hostile_names_and_notes_are_shown_as_text(world: Tree) -> None:
    hostile = world.changed(
        lambda content: replace(
            content,
            targets={key: poisoned(one) for key, one in content.targets.items()},
            incidents={key: poisoned(one) for key, one in content.incidents.items()},
            group=poisoned(content.group),
            support=poisoned(content.support),
        )
    )
    for found in (picture(hostile.content), None):
        pages = printed(hostile, found)
        _safe(pages)
        for address in ("", "targets/smev3/", "incidents/2026-06-08-0610-fns-egrul/"):
            assert HOSTILE in body(pages, address).text_content(), address


def _safe(pages: dict[str, Page]) -> None:
    for address, page in pages.items():
        root = parser.fragment_fromstring(str(page.body), create_parent="div")
        assert not root.xpath(".//script | .//b | .//*[@onerror] | .//img[not(@class='badge')]"), address
        assert not [link for link in root.xpath(".//@href") if link.lower().startswith("javascript:")], address
        assert list(csp.refused(f"<html><body>{page.body}</body></html>", frozenset())) == [], address


def test_officials_who_are_not_to_be_published_are_not_named(world: Tree) -> None:
    def hide(content: Content) -> Content:
        hidden = with_canary(content)
        assert hidden.group is not None and hidden.support is not None
        member = hidden.group.members[0].model_copy(update={"party": "guit", "contact": "canary"})
        duty = hidden.support.duty.model_copy(update={"party": "guit", "contact": "canary"})
        return replace(
            hidden,
            group=hidden.group.model_copy(update={"members": (member,)}),
            support=hidden.support.model_copy(update={"duty": duty}),
        )

    pages = printed(world.changed(hide), picture(world.content))
    for address, page in pages.items():
        assert CANARY not in str(page.body) and "canary" not in str(page.body), address
    assert "сведения не публикуются" in words(pages, "about/")


def test_access_is_claimed_only_where_all_members_have_it(world: Tree, known: dict[str, Page]) -> None:
    assert "обеспечен всем её членам" in words(known, "about/")
    group = world.content.group
    assert group is not None
    first = group.members[0].model_copy(update={"access": None})
    lacking = group.model_copy(update={"members": (first, *group.members[1:])})
    pages = printed(world.changed(lambda content: replace(content, group=lacking)), None)
    assert "обеспечен не всем её членам" in words(pages, "about/")


def test_pages_name_no_codes(known: dict[str, Page], world: Tree) -> None:
    codes = {*world.content.targets, "not_measured", "degraded", "service_health", "refused", "supplier"}
    found = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, sorted(codes)))})(?![\w.-])")
    for address, page in known.items():
        said = visible(re.sub(r"<pre.*?</pre>", "", str(page.body), flags=re.DOTALL))
        assert not (one := found.search(said)), f"{address}: {one}"


def test_the_same_picture_gives_the_same_pages_whatever_the_order_of_its_parts(
    world: Tree, known: dict[str, Page]
) -> None:
    found: Picture = picture(world.content)
    turned = replace(
        found,
        states=dict(reversed(list(found.states.items()))),
        past=dict(reversed(list(found.past.items()))),
        certificates=tuple(reversed(found.certificates)),
    )
    assert printed(world, turned) == known


def test_headings_go_down_one_by_one(known: dict[str, Page]) -> None:
    for address in known:
        levels = [
            int(one.tag[1]) for one in body(known, address.removeprefix("monitoring/")).xpath(".//h1|.//h2|.//h3")
        ]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), address


def test_old_data_carry_what_the_browser_needs_to_tell(known: dict[str, Page]) -> None:
    (banner,) = body(known, "").xpath(".//*[@data-stale]")
    assert (banner.get("data-asof"), banner.get("data-old-after")) == ("2026-06-15T09:02:00+00:00", "900")
    assert "hidden" in banner.attrib and NOW == 1781514120
