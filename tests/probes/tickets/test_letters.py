"""Who is written to about which incident, what the letters say, and that each is written once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from probes.incidents.detection import incidents
from probes.model.check import Check, Target, Window
from probes.model.incident import Incident
from probes.model.measurement import Measurement
from probes.model.verdict import Purpose, Side, Verdict
from probes.tickets.desk import Desk, Dossier
from probes.tickets.letter import Letter
from probes.tickets.wording import lasted
from probes.tickets.writing import Written, letters

STEP = 300
START = datetime(2026, 11, 20, 9, tzinfo=UTC)
NOON = int(START.timestamp())
SUPPORT, DUTY = "support@smev.example", "dezhurny@cittu.example"
DESK = Desk(
    SUPPORT,
    DUTY,
    sender="smev@fts.example",
    contacts=("Дежурный ЦИТТУ, тел. +7 (000) 000-00-01",),
    portal="https://tkmv.example/portal/monitoring/",
    dossiers={
        "fns": Dossier(
            "Сведения об ИНН",
            owner="ФНС России",
            identifiers=(("Мнемоника", "FNS001001"),),
            cards=("Установление ИНН",),
        ),
        "bus": Dossier("Шлюз СМЭВ 2", owner="Минцифры России", environment="test"),
    },
)


def target(name: str, side: Side, purpose: Purpose, **more: object) -> Target:
    return Target(name, name, side, (Check("check", "tcp", purpose, "tcp://127.152.0.1:1", period=STEP),), **more)  # type: ignore[arg-type]


BUS = target("bus", Side.SMEV, Purpose.SMEV_AVAILABILITY)
FNS = target("fns", Side.SUPPLIER, Purpose.SERVICE_AVAILABILITY, behind=("bus",))
OWN = target("own", Side.CONSUMER, Purpose.OWN_COMPONENT)
CERT = target("cert", Side.CONSUMER, Purpose.SIGNATURE_EXPIRY)
PLAN = (BUS, FNS, OWN, CERT)
WORDS = {"u": Verdict.UP, "d": Verdict.DOWN, "s": Verdict.DEGRADED}


def rows(name: str, said: str, cause: str = "refused") -> list[Measurement]:
    return [
        Measurement(NOON + at * STEP, name, "check", "a", WORDS[one], None if one == "u" else cause, 5, "ответ узла")
        for at, one in enumerate(said)
    ]


class Office:
    """Time goes on slot by slot; letters that are due are written and remembered."""

    def __init__(self, desk: Desk = DESK, plan: tuple[Target, ...] = PLAN) -> None:
        self.desk = desk
        self.plan = plan
        self.written: list[Written] = []

    def at(self, slot: float, measured: list[Measurement], known: float | None = None) -> list[Letter]:
        now = START + timedelta(seconds=slot * STEP)
        seen = [row for row in measured if row.slot <= now.timestamp()]
        until = None if known is None else NOON + int(known * STEP)
        due = letters(incidents(self.plan, seen), self.plan, self.desk, self.written, now, until)
        self.written += [Written(one.kind, one.incidents, one.message_id, one.recipient, one.made) for one in due]
        return due

    def through(self, measured: list[Measurement], slots: int) -> list[Letter]:
        return [one for slot in range(slots) for one in self.at(slot, measured)]


def test_an_outage_of_a_supplier_is_one_letter_and_one_that_closes_its_thread() -> None:
    first, last = Office().through(rows("fns", "udddddddduuuuuuuu"), 17)
    assert (first.kind, last.kind) == ("opened", "closed")
    assert {first.recipient, last.recipient} == {SUPPORT}
    assert last.thread == first.message_id != last.message_id
    assert first.made == START + timedelta(minutes=15)  # lasted for ten minutes since 12:05
    assert first.subject == "Недоступность: Сведения об ИНН"
    assert last.subject == "Доступность восстановлена: Сведения об ИНН"
    for words in (
        "Владелец: ФНС России",
        "Мнемоника: FNS001001",
        "С какого времени: 20.11.2026 12:05 МСК",
        "Причина по данным мониторинга: узел отклоняет соединения",
        "Затронуты технологические карты: Установление ИНН",
        "ответ узла",
        "тел. +7 (000) 000-00-01",
        "п. 30 Порядка",
    ):
        assert words in first.body
    assert "Восстановление: 20.11.2026 12:45 МСК, продолжительность 40 мин" in last.body


def test_what_passed_before_anybody_was_written_to_is_only_listed() -> None:
    assert Office().through(rows("fns", "uduuuuuuu"), 9) == []


def test_a_bus_that_is_down_is_one_letter_that_names_the_services() -> None:
    found = Office().through(rows("bus", "udddduuuuuu", "bus_failure") + rows("fns", "udddduuuuuu", "bus_failure"), 11)
    assert [(one.kind, one.incidents) for one in found] == [
        ("opened", ("2026-11-20-0905-bus",)),
        ("closed", ("2026-11-20-0905-bus",)),
    ]
    assert "Вместе с этим недоступны: Сведения об ИНН" in found[0].body
    assert "Среда: тестовая" in found[0].body


def test_a_service_that_outlives_the_bus_gets_its_letter_then() -> None:
    found = Office().through(rows("bus", "uddduuuuuuuu", "bus_failure") + rows("fns", "u" + "d" * 11), 12)
    assert [(one.kind, one.incidents[0][16:]) for one in found] == [
        ("opened", "bus"),
        ("opened", "fns"),
        ("closed", "bus"),
    ]


@pytest.mark.parametrize(
    ("name", "said", "cause", "whom"),
    [
        ("own", "uddd", "refused", DUTY),
        ("cert", "usss", "cert_expiring", DUTY),
        ("fns", "uddd", "signature_request", DUTY),
        ("fns", "uddd", "supplier_unavailable", SUPPORT),
        ("bus", "uddd", "refused", SUPPORT),
    ],
)
def test_own_faults_and_signatures_go_to_the_duty_contact_never_to_support(
    name: str, said: str, cause: str, whom: str
) -> None:
    assert [one.recipient for one in Office().through(rows(name, said, cause), 4)] == [whom]


def test_a_service_that_is_only_slow_wakes_nobody() -> None:
    assert Office().through(rows("fns", "ussssssss", "slow"), 9) == []


def test_nobody_is_written_to_in_announced_works_or_while_silenced() -> None:
    window = Window(START, START + timedelta(hours=2), "работы по письму № 5")
    for more in ({"maintenance": (window,)}, {"silences": (window,)}):
        quiet = target("fns", Side.SUPPLIER, Purpose.SERVICE_AVAILABILITY, **more)
        assert Office(plan=(quiet,)).through(rows("fns", "d" * 20), 20) == []


def test_a_storm_is_one_letter_and_is_closed_as_one() -> None:
    plan = tuple(target(f"s{at}", Side.SUPPLIER, Purpose.SERVICE_AVAILABILITY) for at in range(6))
    said = [row for one in plan for row in rows(one.id, "uddd" + ("d" if one.id == "s3" else "u") + "uuuuuuu")]
    first, last = Office(plan=plan).through(said, 12)
    assert (first.kind, len(first.incidents), first.subject) == ("opened", 6, "Недоступны сервисы (6)")
    assert (last.kind, last.thread, len(last.incidents)) == ("closed", first.message_id, 6)
    assert last.made == START + timedelta(seconds=8 * STEP)
    few = plan[:5]
    each = Office(plan=few).through([row for row in said if row.target != "s5"], 4)
    assert [len(one.incidents) for one in each] == [1] * 5


@pytest.mark.parametrize(
    ("purposes", "opened", "closed"),
    [
        ([Purpose.OWN_COMPONENT] * 2, "Неисправности на стороне ФТС России (2)", "Неисправности устранены (2)"),
        ([Purpose.SIGNATURE_EXPIRY] * 2, "Сроки действия сертификатов (2)", "Сертификаты заменены (2)"),
        (
            [Purpose.OWN_COMPONENT, Purpose.SIGNATURE_EXPIRY],
            "Неисправности на стороне ФТС России (2)",
            "Неисправности устранены (2)",
        ),
    ],
)
def test_one_letter_to_the_duty_contact_names_what_it_is_about(
    purposes: list[Purpose], opened: str, closed: str
) -> None:
    plan = tuple(target(f"s{at}", Side.CONSUMER, purpose) for at, purpose in enumerate(purposes))
    said = [row for one in plan for row in rows(one.id, "uddduuuuuuuu")]
    first, last = Office(replace(DESK, storm=1), plan).through(said, 12)
    assert (first.recipient, first.subject, last.subject) == (DUTY, opened, closed)
    signatures = set(purposes) == {Purpose.SIGNATURE_EXPIRY}
    assert ("сроки действия сертификатов" in first.body) == signatures
    assert ("срокам действия сертификатов" in last.body) == signatures


def test_what_goes_on_is_recalled_once_a_day_with_the_number_support_gave() -> None:
    office = Office(replace(DESK, numbers={"2026-11-20-0905-fns": "INC-17"}))
    said = rows("fns", "u" + "d" * 900)
    found = [one for slot in range(0, 900, 6) for one in office.at(slot, said)]
    assert [one.kind for one in found] == ["opened", "recalled", "recalled", "recalled"]
    assert len({one.message_id for one in found}) == 4
    assert {one.thread for one in found[1:]} == {found[0].message_id}
    assert found[1].subject == "[INC-17] Недоступность продолжается: Сведения об ИНН"
    assert "ваш номер INC-17" in found[1].body


def test_what_is_silenced_meanwhile_is_not_recalled_until_the_silence_ends() -> None:
    silence = Window(START + timedelta(hours=2), START + timedelta(hours=60), "меняют версию")
    office = Office(plan=(BUS, replace(FNS, silences=(silence,))))
    found = [one for slot in range(0, 900, 6) for one in office.at(slot, rows("fns", "u" + "d" * 900))]
    assert [one.kind for one in found] == ["opened", "recalled", "recalled"]
    assert found[1].made >= silence.end


def test_tickets_for_an_old_journal_do_not_begin_with_what_is_long_over() -> None:
    office = Office()
    assert office.at(600, rows("fns", "uddddddd" + "u" * 590)) == []


def test_a_repeat_gives_the_same_letters_and_a_letter_that_was_written_is_not_written_again() -> None:
    said = rows("fns", "uddd")
    once, again = Office(), Office()
    assert [one.message_id for one in once.at(4, said)] == [one.message_id for one in again.at(4, said)]
    assert once.at(4, said) == []


def test_a_message_has_one_recipient_single_line_headers_and_says_that_a_machine_wrote_it() -> None:
    nasty = Dossier("Сервис\r\nBcc: someone@evil.example\u202e\x07 " + "длинный " * 60)
    office = Office(replace(DESK, dossiers={"fns": nasty}, sender="smev@" + "very-long-label." * 9 + "example"))
    message = office.at(4, rows("fns", "uddd"))[0].message()
    raw = message.as_bytes()
    assert message.get_all("To") == [SUPPORT]
    assert message["Bcc"] is None
    assert message["Auto-Submitted"] == "auto-generated"
    assert all(len(line) <= 998 and b"\r" not in line for line in raw.split(b"\r\n"))
    assert b"\nBcc" not in raw
    assert "\u202e" not in message.get_content()
    closing = replace(office.at(4, [])[0] if office.at(4, []) else _closing(), sender=message["From"])
    assert str(closing.message()["References"]) == closing.thread
    assert closing.thread is not None
    assert closing.thread.encode() in closing.message().as_bytes()


def _closing() -> Letter:
    office = Office(replace(DESK, sender="smev@" + "very-long-label." * 9 + "example"))
    return office.through(rows("fns", "udddduuuuuuuu"), 13)[-1]


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "1 мин"), (3600, "1 ч"), (3660, "1 ч 1 мин"), (90000, "1 сут. 1 ч"), (86400, "1 сут.")]
)
def test_a_span_is_told_in_its_two_largest_units(seconds: int, words: str) -> None:
    assert lasted(seconds) == words


def test_every_cause_and_kind_of_incident_can_be_written_about() -> None:
    from probes.model.cause import CAUSES

    for cause in CAUSES:
        base: Incident = incidents(PLAN, rows("fns", "ddd", cause))[0]
        for purposes in ((Purpose.SERVICE_HEALTH,), (Purpose.SIGNATURE_EXPIRY,), (Purpose.OWN_COMPONENT,)):
            one = replace(base, purposes=purposes)
            found = letters([one], PLAN, DESK, [], START + timedelta(hours=1))
            assert len(found) == 1
            assert found[0].body.count("\n\n\n\n") == 0


# --- what is known, and since when


def test_a_journal_that_has_gone_quiet_tells_no_longer_outage_than_it_knows() -> None:
    """The sweeps stopped at 12:15: nobody knows whether it goes on, and nothing is said of later hours."""
    said = rows("fns", "uddd")
    office = Office()
    assert office.at(100, rows("fns", "ud"), known=1) == [], "measured once, five minutes ago"
    (first,) = office.at(100, said, known=3)
    assert "Продолжается: 10 мин, последнее измерение 20.11.2026 12:15 МСК" in first.body
    assert office.at(900, said, known=3) == [], "no recall of what nobody has looked at"
    (recalled,) = office.at(900, rows("fns", "u" + "d" * 800), known=800)
    assert "Продолжается: 2 сут. 18 ч" in recalled.body


def test_a_clock_set_back_recalls_nothing() -> None:
    office = Office()
    said = rows("fns", "u" + "d" * 900)
    assert [one.kind for one in office.at(880, said)] == ["opened"]
    assert office.at(4, said) == office.at(300, said) == []


@pytest.mark.parametrize("noted", ["2026-11-20-0915-fns", "2026-11-20-0910-fns"])
def test_late_rows_that_move_the_beginning_back_begin_no_second_thread(noted: str) -> None:
    # The number may be noted under either name.
    office = Office(replace(DESK, numbers={noted: "INC-17"}))
    (first,) = office.at(6, rows("fns", "uuudddd"))
    assert first.incidents == ("2026-11-20-0915-fns",)
    earlier = rows("fns", "uudddddddduuuuuuuu")
    assert office.at(9, earlier) == []
    (last,) = office.at(15, earlier)
    assert (last.kind, last.thread, last.incidents) == ("closed", first.message_id, ("2026-11-20-0910-fns",))
    assert last.subject.startswith("[INC-17]")
    assert office.at(16, earlier) == []
    later = office.at(40, [*earlier, *(replace(row, slot=row.slot + 20 * STEP) for row in rows("fns", "uddddd"))])
    assert [one.kind for one in later] == ["opened"], "another outage is another thread"


def test_a_sender_or_addressee_who_moved_gets_no_old_letters_again() -> None:
    office = Office()
    said = rows("fns", "udddduuuuuuuu") + rows("own", "udddduuuuuuuu")
    assert len(office.through(said, 13)) == 4
    office.desk = replace(DESK, sender="smev@other.example", support="new@smev.example", duty="other@cittu.example")
    assert office.at(14, said) == []


def test_answers_follow_the_business_when_all_addresses_have_changed() -> None:
    office = Office()
    said = rows("fns", "udddduuuuuuuu") + rows("own", "udddduuuuuuuu")
    assert len(office.at(4, said)) == 2
    office.desk = replace(DESK, support="new@smev.example", duty="other@cittu.example")
    found = office.at(12, said)
    assert {one.incidents[0][16:]: one.recipient for one in found} == {
        "fns": "new@smev.example",
        "own": "other@cittu.example",
    }
    same = Office(replace(DESK, support="one@cittu.example", duty="one@cittu.example"))
    assert all(("Здравствуйте" in one.body) is ("fns" in one.incidents[0]) for one in same.through(said, 13))


def test_what_left_the_plan_is_not_recalled_and_what_is_retired_is_not_called_well() -> None:
    office = Office()
    said = rows("fns", "u" + "d" * 900)
    assert len(office.at(4, said)) == 1
    found = incidents(PLAN, said)
    ended = [replace(one, end=NOON + 40 * STEP, state="closed") for one in found]
    for told in (found, ended):
        assert letters(told, [BUS], DESK, office.written, START + timedelta(days=2)) == []
    (check,) = FNS.checks
    retired = replace(FNS, checks=(replace(check, until=START + timedelta(hours=6)),))
    office.plan = (BUS, retired)
    (last,) = office.at(400, [row for row in said if row.slot < NOON + 6 * 3600] + rows("bus", "u" * 400))
    assert last.subject == "Наблюдение прекращено: Сведения об ИНН"
    assert Office(plan=(BUS, retired)).at(100, rows("fns", "u" + "d" * 71) + rows("bus", "u" * 100)) == []
    assert "больше не наблюдает" in last.body and "восстановлен" not in last.body.casefold()


def test_a_storm_of_hundreds_stays_a_letter_that_can_be_read() -> None:
    plan = tuple(target(f"s{at:03}", Side.SUPPLIER, Purpose.SERVICE_AVAILABILITY) for at in range(500))
    (one,) = Office(plan=plan).at(4, [row for each in plan for row in rows(each.id, "udddd")])
    assert len(one.incidents) == 500 and one.subject == "Недоступны сервисы (500)"
    assert one.body.count("Что проверялось: tcp://127.152.0.1:1") == 20
    assert "А также (всего 480):" in one.body and all(name in one.body for name in one.incidents)
    assert len(one.message().as_bytes()) < 200_000


def test_recalls_wait_until_the_first_letter_was_taken() -> None:
    office = Office()
    said = rows("fns", "u" + "d" * 900)
    assert len(office.at(4, said)) == 1
    office.written = [replace(one, sent=False) for one in office.written]
    assert office.at(700, said) == []
    office.written = [replace(one, sent=True) for one in office.written]
    assert [one.kind for one in office.at(701, said)] == ["recalled"]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("fns",), "выявил недоступность электронного сервиса; сейчас работа восстановлена"),
        (("bus",), "выявил недоступность узла СМЭВ; сейчас работа восстановлена"),
        (("own",), "неисправность на стороне ФТС России; сейчас она устранена"),
        (("cert",), "Были замечания к сроку действия сертификатов электронной подписи; сейчас их нет"),
    ],
)
def test_what_is_over_by_the_first_letter_is_not_asked_to_be_restored(names: tuple[str, ...], words: str) -> None:
    """The job that writes letters came late."""
    (one,) = Office().at(9, [row for name in names for row in rows(name, "udddduuuuu")])
    assert words in one.body
    assert "Просим установить" not in one.body and "Нужна плановая замена" not in one.body
    assert ("Просим сообщить причину." in one.body) is (one.recipient == SUPPORT)


def test_a_storm_that_is_over_by_the_first_letter_is_told_so() -> None:
    plan = tuple(target(f"s{at}", Side.SUPPLIER, Purpose.SERVICE_AVAILABILITY) for at in range(6))
    (one,) = Office(plan=plan).at(9, [row for each in plan for row in rows(each.id, "udddduuuuu")])
    assert "выявил сбои нескольких сервисов (всего 6); сейчас работа восстановлена." in one.body
