"""Rules over the order of steps: what was premature, who may make a record and to whom, what is entered twice."""

from datetime import date

from generator.checks.approvals import protocol_of
from generator.checks.records import point_of, said
from generator.checks.rule import Fault, Found, course_rule, wrong
from generator.checks.scope import Scope
from generator.model.content import FiledRecord
from generator.model.record import KINDS
from generator.procedure.actors import ADDRESSEES, AUTHORS
from generator.procedure.cast import Cast
from generator.procedure.sequence import ANSWERS, BINDING, HAND_OVER_AFTER, RECORD_BEFORE, STAGE_BEFORE, obstacles
from generator.procedure.standing import Standing

# Kinds that depend on more than a stage or a record before them.
ASKED = frozenset({"subcommission_decision", "sending", *ANSWERS})
# What tells apart records of one kind by one author on one day.
TELLING = ("to", "point", "service", "answers", "decision", "text", "sitting")
WHO = {
    "fts_units": "подразделение ФТС России",
    "responsible_unit": "ответственное подразделение",
    "interested_units": "заинтересованное подразделение",
    "suppliers": "поставщик данных",
    "recipients": "получатель данных",
    "guit": "ГУИТ",
    "cittu": "ЦИТТУ",
    "au": "Аналитическое управление",
    "ud": "Управление делами",
    "fts": "ФТС России",
    "minec": "Минэкономразвития",
    "mincifry": "Минцифры",
    "government": "Правительство",
    "subcommission": "Подкомиссия",
    "expert_secretariat": "секретариат экспертной группы",
}


@course_rule("step-premature", title="Шаг сделан раньше предыдущего")
def step_premature(_: Scope, standing: Standing) -> Found:
    """A step is made when the steps before it have been made; the point is that of the step left out."""
    view = standing.view
    approved = protocol_of(view)
    approved_on = approved.record.date if approved else date.max
    withdrawal = view.ledger.first("withdrawal")
    withdrawn_on = withdrawal.record.date if withdrawal else date.max
    for filed in view.ledger.records:
        day = filed.record.date
        # Asking about a record costs a look back at its day, so what plainly came in its turn is not asked about.
        if day <= withdrawn_on and _in_turn(standing, filed, approved_on):
            continue
        for one in obstacles(view, filed, standing.course):
            message = f"запись «{KINDS[filed.record.kind]}» внесена раньше времени: {one.message}"
            yield Fault(standing.version.record_path(filed.name), ("date",), message, one.hint, one.point)


def _in_turn(standing: Standing, filed: FiledRecord, approved_on: date) -> bool:
    """Whether all that must come before a record is there today with an earlier date, so that nothing can bind it."""
    view, kind, on = standing.view, filed.record.kind, filed.record.date
    if kind in ASKED or (on > approved_on and kind in BINDING):
        return False
    if (stage := STAGE_BEFORE[view.version.card.route].get(kind)) is not None:
        reached = standing.course.on(stage[0])
        if reached is None or reached > on:
            return False
    before: tuple[tuple[str, dict[str, str]], ...] = ()
    if kind == "hand_over":
        before = tuple((one, {}) for one in HAND_OVER_AFTER.get(said(filed.record, "point"), ()))
    elif kind in RECORD_BEFORE:
        before = ((RECORD_BEFORE[kind][0], RECORD_BEFORE[kind][2]),)
    for former, same in before:
        fields = {theirs: said(filed.record, mine) for theirs, mine in same.items()}
        found = view.ledger.first(former, **fields)
        if found is None or found.record.date > on:
            return False
    return True


@course_rule("record-author", title="Запись внесена не тем, кто вправе это сделать")
def record_author(scope: Scope, standing: Standing) -> Found:
    """A record of a kind comes from the one whom the order charges with it."""
    version, cast = standing.version, standing.view.cast
    for filed in standing.view.ledger.records:
        record = filed.record
        roles = AUTHORS.get(record.kind)
        if (
            roles is not None
            and not _one_of(record.author, roles, cast, scope)
            and record.author in scope.content.parties
        ):
            who = ", ".join(WHO[role] for role in roles)
            must = f"называть того, кто вносит запись «{KINDS[record.kind]}»: {who}"
            hint = f"проверьте автора и вид записи; указан участник {scope.name(record.author)}"
            point = point_of(record.kind, version.card.route)
            yield wrong(version.record_path(filed.name), ("author",), must, record.author, hint, point=point)


@course_rule("record-addressee", title="Запись адресована не тому, кому следует")
def record_addressee(scope: Scope, standing: Standing) -> Found:
    """What is sent goes to the one whom the order names."""
    version, cast = standing.version, standing.view.cast
    for filed in standing.view.ledger.records:
        roles = ADDRESSEES.get(filed.record.kind)
        to = said(filed.record, "to")
        if roles is None or to is None:
            continue
        if not _one_of(to, roles, cast, scope) and to in scope.content.parties:
            who = ", ".join(WHO[role] for role in roles)
            must = f"называть адресата записи «{KINDS[filed.record.kind]}»: {who}"
            hint = f"проверьте адресата; указан участник {scope.name(to)}"
            point = point_of(filed.record.kind, version.card.route)
            yield wrong(version.record_path(filed.name), ("to",), must, to, hint, point=point)


def _one_of(party: str, roles: tuple[str, ...], cast: Cast, scope: Scope) -> bool:
    for role in roles:
        match role:
            case "fts_units":
                holds = party in scope.fts
            case "suppliers":
                holds = party in cast.suppliers
            case "recipients":
                holds = party in cast.recipients
            case _:
                holds = party in cast.parties(role)
        if holds:
            return True
    return False


@course_rule("record-twice", title="Одно событие внесено дважды")
def record_twice(_: Scope, standing: Standing) -> Found:
    """An event is entered once: records differ in kind, author, addressee, text, day or substance."""
    records = standing.view.ledger.records
    if len(records) == 1:
        return
    seen: dict[tuple[object, ...], list[FiledRecord]] = {}
    for filed in records:
        record = filed.record
        alike = seen.setdefault((record.kind, record.author, record.date, record.digest), [])
        for other in alike:
            if all(said(other.record, field) == said(record, field) for field in TELLING):
                message = f"запись повторяет {other.name}: те же вид, автор, адресат, текст и день"
                hint = "удалите повтор, пока он не принят, или аннулируйте его записью correction"
                yield Fault(standing.version.record_path(filed.name), (), message, hint)
                break
        alike.append(filed)
