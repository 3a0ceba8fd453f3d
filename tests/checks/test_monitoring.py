"""Rules over monitoring: other reasons than those of the one example of each, and what they must not report."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.checks.build import World

Spoil = Callable[[World], None]


def told(world: World, code: str) -> list[str]:
    """Messages of one rule."""
    return [one.message for one in world.findings() if one.code == code]


def codes(world: World) -> set[str]:
    return {one.code for one in world.findings()}


def change(target: str, check: int | None, **fields: Any) -> Spoil:
    """Set fields of a target or of one of its checks; None takes one away."""

    def spoil(world: World) -> None:
        tree = world.targets[target]
        if check is not None:
            tree = tree["checks"][check]
        for name, value in fields.items():
            if value is None:
                tree.pop(name)
            else:
                tree[name] = value

    return spoil


def incident(ident: str, **fields: Any) -> Spoil:
    def spoil(world: World) -> None:
        world.incidents[ident].update(fields)

    return spoil


BY_HAND, SEEN = "2026-11-12-0640-fns-land", "2026-11-17-0905-smev3"
OPENED = {"since": "2026-11-12T06:40Z", "by": "utn", "summary": "Сбой"}
DONE = {"number": "1", "date": "2026-11-23"}


@pytest.mark.parametrize(
    ("spoil", "code", "message"),
    [
        (
            change("adapter", None, owner="nobody"),
            "target-owner",
            "поле owner должно называть участника из content/parties, получено 'nobody'",
        ),
        (
            change("fns-land", None, serves=[{"card": "tkmv-fn-land", "service": "service-fms"}]),
            "target-request",
            "поле service должно называть сервис карты tkmv-fn-land, получено 'service-fms'",
        ),
        (
            change("fns-land", 0, since="2026-08-01"),
            "target-period",
            "поле since должно быть не раньше начала наблюдения объекта (2026-09-01), получено '2026-08-01'",
        ),
        (
            change("adapter", 0, every="2d"),
            "check-schedule",
            "поле every проверки port должно быть целым числом минут от 1m до 1d, получено '2d'",
        ),
        (
            change("adapter", 0, every="1m", deadline="20s"),
            "check-schedule",
            "поле deadline проверки port должно быть таким, чтобы все попытки (3) заняли меньше 1m, получено '20s'",
        ),
        (
            change("adapter", 0, slow="10s"),
            "check-limits",
            "поле slow проверки port должно быть меньше deadline (10s), получено '10s'",
        ),
        (
            change("adapter", 0, confirmations="4"),
            "check-limits",
            "поле confirmations проверки port должно быть не больше attempts (3), получено '4'",
        ),
        (
            change("adapter", 1, high=None),
            "check-limits",
            "у проверки queue должна быть граница low или high",
        ),
        (
            change("adapter", 1, low="100.5"),
            "check-limits",
            "поле high проверки queue должно быть не меньше low (100.5), получено '100'",
        ),
        (
            change("adapter", 2, max_age="4m"),
            "check-limits",
            "поле max_age проверки heartbeat должно быть не меньше every (5m), получено '4m'",
        ),
        (
            change("adapter", 0, address="adapter.example:8080"),
            "check-address",
            "поле address проверки port должно вести к узлу из списка hosts файла content/monitoring/networks.yml, "
            "получено 'adapter.example'",
        ),
        (
            change("smev3", 0, server="10.0.0.53:53"),
            "check-address",
            "поле server проверки name должно вести в сеть, разрешённую в content/monitoring/networks.yml, "
            "получено '10.0.0.53'",
        ),
        (
            change("fns-land", 1, permitted=DONE),
            "soap-permission",
            "поле date проверки example должно быть не позже сегодняшнего дня (2026-11-20), получено '2026-11-23'",
        ),
        (
            change("adapter", 3, file=None),
            "certificate-source",
            "проверка certificate должна называть ровно одно: file, address или url, не названо ничего",
        ),
        (
            change("adapter", 3, action="urn:a"),
            "certificate-source",
            "поле action проверки certificate должно стоять только рядом с url",
        ),
        (
            change("adapter", 3, file=None, url="http://127.151.9.9:80/ws", example="own.xml"),
            "kept-missing",
            "поле example проверки certificate должно называть файл из content/monitoring/examples, получено 'own.xml'",
        ),
        (
            change("fns-land", 1, trust="own.pem"),
            "kept-missing",
            "поле trust проверки example должно называть файл из content/monitoring/trust, получено 'own.pem'",
        ),
        (
            change("rosreestr-land", None, not_watched=[{"watch": "health", "reason": "Нет"}] * 2),
            "reason-needless",
            "причина, по которой не наблюдается работоспособность, должна быть названа один раз",
        ),
        (
            incident(SEEN, target="fns-land"),
            "incident-target",
            "поле target должно совпадать с концом идентификатора инцидента (smev3), получено 'fns-land'",
        ),
        (
            incident(BY_HAND, opened={**OPENED, "until": "2026-11-12T06:30Z"}),
            "incident-opened",
            "поле until должно быть позже начала сбоя, получено '2026-11-12-0630'",
        ),
        (
            incident(BY_HAND, closed={"date": "2026-11-23", "by": "cittu", "summary": "Исправлено"}),
            "incident-closed",
            "поле date должно быть не позже сегодняшнего дня (2026-11-20), получено '2026-11-23'",
        ),
        (
            incident(SEEN, closed={"date": "2026-11-20", "by": "cittu", "summary": "Исправлено"}),
            "incident-closed",
            "инцидент закрыт, а в нём не указано: причина (cause), исполнение меры «Запасной канал»",
        ),
    ],
)
def test_other_reasons(spoil: Spoil, code: str, message: str) -> None:
    world = World()
    spoil(world)
    assert told(world, code) == [message]


def test_a_hand_opened_incident_does_not_begin_in_the_future() -> None:
    world = World()
    opened = {"since": "2026-11-20T21:00Z", "by": "utn", "summary": "Сбой"}
    world.incidents = {"2026-11-20-2100-smev3": {"id": "2026-11-20-2100-smev3", "target": "smev3", "opened": opened}}
    assert told(world, "incident-opened") == [
        "поле since должно быть не позже сегодняшнего дня (2026-11-20), получено '2026-11-20-2100'"
    ]
    world.incidents["2026-11-20-2100-smev3"]["opened"]["since"] = "2026-11-20T20:59Z"
    assert "совпадать с началом идентификатора" in told(world, "incident-opened")[0]


def _network(text: str) -> Spoil:
    def spoil(world: World) -> None:
        world.networks["networks"][0]["network"] = text

    return spoil


def _access(day: str) -> Spoil:
    def spoil(world: World) -> None:
        world.group["members"][0]["access"] = day

    return spoil


def _due(day: str) -> Spoil:
    return incident(SEEN, measures=[{"what": "Запасной канал", "owner": "cittu", "due": day}])


def _silent(until: str) -> Spoil:
    silence = {"since": "2026-11-16T09:00+03:00", "until": until, "reason": "Смена версии"}
    return change("rosreestr-land", None, silences=[silence])


@pytest.mark.parametrize(
    ("code", "still", "beyond"),
    [
        ("silence-long", _silent("2026-12-17T09:00+03:00"), _silent("2026-12-17T09:01+03:00")),
        ("network-wide", _network("127.0.0.0/8"), _network("126.0.0.0/7")),
        ("group-access", _access("2026-11-20"), _access("2026-11-21")),
        ("measure-overdue", _due("2026-11-20"), _due("2026-11-19")),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_lies_on_the_border_is_in_order(code: str, still: Spoil, beyond: Spoil) -> None:
    for spoil, found in ((still, 0), (beyond, 1)):
        world = World()
        spoil(world)
        assert len(told(world, code)) == found


def test_works_follow_each_other() -> None:
    world = World()
    letter = {"number": "П11-2", "date": "2026-11-10"}
    works = {"until": "2026-12-02T04:00+03:00", "reason": "Обновление", "letter": letter}
    world.targets["smev3"]["maintenance"].append({"since": "2026-11-29T03:59+03:00", **works})
    assert told(world, "maintenance-order") == [
        "поле since должно быть не раньше окончания прежних работ: 29.11.2026 04:00 (московское время), "
        "получено '29.11.2026 03:59 (московское время)'"
    ]
    world.targets["smev3"]["maintenance"][1]["since"] = "2026-11-29T04:00+03:00"
    assert codes(world) == set()


def test_a_letter_of_the_day_itself_announces_works() -> None:
    world = World()
    works = world.targets["smev3"]["maintenance"][0]
    works["letter"]["date"] = "2026-11-29"
    works["since"] = "2026-11-28T22:30Z"  # 01:30 of the next day in Moscow
    assert codes(world) == set()


def test_a_longer_circle_is_told_once() -> None:
    world = World()
    world.targets["smev3"]["behind"] = ["adapter"]
    world.targets["adapter"]["behind"] = ["fns-land"]
    assert told(world, "target-cycle") == [
        "объект не должен стоять сам за собой, получилось: adapter → fns-land → smev3 → adapter"
    ]


def test_an_own_service_needs_no_permission() -> None:
    world = World()
    soap = {**world.targets["fns-land"]["checks"][1], "purpose": "own_component"}
    del soap["permitted"]
    world.targets["declarations"]["checks"].append(soap)
    assert codes(world) == set()


def test_hosts_are_called_by_name_where_administrators_list_them() -> None:
    world = World()
    world.targets["adapter"]["checks"][0]["address"] = "Adapter.example:8080"
    host = {"host": "adapter.example", "reason": "Адаптер", "approved": {"party": "cittu"}}
    world.networks["hosts"] = [host]
    assert codes(world) == set()
    world.networks["hosts"] = [host, host]
    assert told(world, "network-twice") == ["поле host должно встречаться один раз, получено 'adapter.example'"]
    world.networks["hosts"] = [{**host, "host": "other.example"}]
    assert told(world, "network-idle") == ["узел other.example не нужен ни одной проверке"]
    world.networks["hosts"] = [{**host, "approved": {"party": "nobody"}}]
    assert "называть участника из content/parties" in told(world, "network-approved")[0]


def test_an_address_that_means_another_host_is_refused() -> None:
    world = World()
    world.targets["adapter"]["checks"][1]["url"] = "http://127.151.2.1@evil.example/"
    assert len(told(world, "check-address")) == 1
    assert len(told(world, "check-credentials")) == 1


def test_names_may_lead_into_any_allowed_network() -> None:
    world = World()
    world.targets["adapter"]["checks"][0]["address"] = "adapter.example:8080"
    world.networks["hosts"] = [{"host": "adapter.example", "reason": "Адаптер", "approved": {"party": "cittu"}}]
    world.networks["networks"].append({**world.networks["networks"][0], "network": "10.20.0.0/16"})
    assert codes(world) == set()


def test_the_same_network_twice_is_told_once() -> None:
    world = World()
    world.networks["networks"] *= 2
    assert len(told(world, "network-twice")) == 1


def test_a_group_of_one_unit_is_told() -> None:
    world = World()
    del world.group["members"][1]
    assert told(world, "group-unit") == ["в рабочей группе должны быть должностные лица участника ЦИТТУ (cittu)"]
    world.group["members"].append({"party": "cittu", "contact": "zam", "role": "head", "access": "2026-12-01"})
    assert told(world, "group-twice") == ["поле role должно быть head у одного члена группы, получено 'head'"]
    assert told(world, "group-access") == [
        "у члена группы zam (ЦИТТУ (cittu)) нет доступа к средствам мониторинга до 01.12.2026"
    ]


def test_a_duty_contact_has_a_mailbox() -> None:
    world = World()
    official = world.contacts["cittu"]["officials"][0]
    del official["email"]
    official["phone"] = "+7 (000) 000-00-01"
    assert told(world, "support-duty") == [
        "поле contact должно называть того, у кого есть электронная почта, получено 'zam'"
    ]
    world.support["duty"]["contact"] = "nobody"
    assert "называть запись из content/contacts/cittu.yml" in told(world, "support-duty")[0]


def test_a_working_portal_writes_to_real_addresses() -> None:
    world = World()
    world.support["addressee"] = "smev@ca.customs.ru"
    world.site["demonstration"] = "false"
    assert "support-demonstration" not in codes(world)


def test_a_document_type_in_an_example_is_refused() -> None:
    world = World()
    world.kept["examples/land.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert told(world, "example-xml") == ["контрольный пример не должен содержать DOCTYPE"]


@pytest.mark.parametrize("xpath", ["//", "//smev:Status[", "unknown(1)", "//other:Status"])
def test_expressions_that_cannot_be_evaluated(xpath: str) -> None:
    world = World()
    world.targets["fns-land"]["checks"][1]["assertions"] = [{"xpath": xpath}]
    assert len(told(world, "assertion-xpath")) == 1


def test_a_private_key_is_found_in_any_armour() -> None:
    world = World()
    for kind in (b"", b"RSA ", b"EC ", b"ENCRYPTED ", b"OPENSSH "):
        world.kept["certificates/adapter.cer"] = b"junk\n-----BEGIN %sPRIVATE KEY-----\nMC4=\n" % kind
        assert len(told(world, "kept-private-key")) == 1
    world.kept["certificates/adapter.cer"] = b"-----BEGIN PUBLIC KEY-----"
    assert codes(world) == set()


def test_nobody_is_asked_to_watch_a_private_key() -> None:
    world = World()
    world.kept["certificates/key.pem"] = b"-----BEGIN %sKEY-----\nMC4=\n" % b"PRIVATE "
    assert codes(world) == {"kept-private-key"}
    world.kept["certificates/key.pem"] = b"-----BEGIN CERTIFICATE-----"
    assert codes(world) == {"kept-idle"}


def test_a_service_that_is_watched_no_more_may_serve_nobody() -> None:
    world = World()
    world.targets["fns-old"] = {**world.targets["fns-land"], "id": "fns-old", "serves": [], "until": "2026-10-31"}
    assert codes(world) == set()


def test_without_an_inventory_nothing_is_asked_of_single_requests() -> None:
    world = World()
    world.targets, world.incidents, world.kept = {}, {}, {}
    assert codes(world) == {"inventory-missing"}
