"""Where a card stands, what is missing, from whom, by which point, until when, and what follows: in Russian."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from generator.model.content import FiledRecord
from generator.model.order import StageRule
from generator.procedure.approvals import Approval, latest_agreements, standing_remarks
from generator.procedure.differences import Change, differences, spoken
from generator.procedure.duties import Duty
from generator.procedure.sequence import short_name
from generator.procedure.standing import Procedure, Standing
from generator.procedure.steps import SENDING, Step, next_steps, refused
from generator.procedure.view import View, approved_on

WORTH = {
    "valid": "действует",
    "stale": "устарело, текст изменён",
    "revoked": "отозвано замечаниями",
    "no_right": "подписано без права подписи",
}
STATUS = {
    "open": "срок идёт",
    "overdue": "просрочено",
    "done": "исполнено",
    "done_late": "исполнено с опозданием",
    "no_term": "срок Порядком не установлен",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """One row of the matrix of approvals: a required party, its latest agreement, and what has changed since."""

    party: str
    required: bool
    approval: Approval | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything `tkmv explain` tells about one version."""

    standing: Standing
    stage: StageRule
    signatures: tuple[Signature, ...]
    remarks: tuple[FiledRecord, ...]
    steps: tuple[Step, ...]
    follows: StageRule | None


def explain(procedure: Procedure, card: str, version: int | None = None) -> Explanation:
    """Explain a version, by default the latest; KeyError when there is none."""
    return explained(procedure.standing(card, version))


def explained(standing: Standing) -> Explanation:
    """Explain a standing that is at hand."""
    stages = standing.view.office.order.route(standing.version.card.route).stages
    names = [one.stage for one in stages]
    at = names.index(standing.stage) if standing.stage in names else 0
    last = standing.course.ended is not None or standing.stage == "in_operation"
    return Explanation(
        standing,
        stages[at],
        signatures(standing),
        standing_remarks(standing.view.ledger, standing.view.office.today),
        next_steps(standing),
        None if last or at + 1 >= len(stages) else stages[at + 1],
    )


def refusals(view: View) -> tuple[FiledRecord, ...]:
    """Refusals that stand until the approval: the latest answer of a ministry or decision of the Subcommission."""
    if approved_on(view.ledger):
        return ()
    latest = {one.record.author: one for one in view.ledger.of("ministry_answer")}
    found = [one for one in latest.values() if one.get("decision") == "refused"]
    decision = refused(view)
    return (*found, decision) if decision else tuple(found)


def signatures(standing: Standing) -> tuple[Signature, ...]:
    """The matrix of approvals: required units, suppliers, and whoever else agreed."""
    view = standing.view
    agreed = latest_agreements(view.ledger, view.office.content, view.version.digest)
    required = dict.fromkeys((*view.cast.approvers, *view.cast.suppliers))
    return tuple(
        Signature(party, party in required, found := agreed.get(party), _changes(standing, found))
        for party in dict.fromkeys((*required, *agreed))
    )


def _changes(standing: Standing, approval: Approval | None) -> tuple[Change, ...]:
    if approval is None or approval.worth != "stale":
        return ()
    kept = standing.version.texts.get(approval.filed.record.digest)
    say = spoken(lambda party: short_name(standing.view, party))
    return differences(kept, standing.version.text, say) if kept else ()


def explain_text(explanation: Explanation) -> str:
    """The explanation as text for a terminal or a mail."""
    return "\n".join(_lines(explanation)) + "\n"


def _lines(explanation: Explanation) -> Iterator[str]:
    standing = explanation.standing
    view, card = standing.view, standing.version.card
    order = view.office.order
    yield f"«{card.title}»"
    yield f"{view.version.id}, версия {view.version.number}; {order.route(card.route).title}"
    yield f"Ответственное подразделение: {_who(standing, card.responsible_unit)}"
    since = f" с {_day(standing.course.since)}" if standing.course.since else ""
    point = f" (п. {explanation.stage.point})" if explanation.stage.point else ""
    yield f"Стадия: {explanation.stage.title}{since}{point}"
    if view.text_changed:
        yield _text_changed(view)
    for filed in refusals(view):
        reason = f": {_cut(filed.get('text'))}" if filed.get("text") else ""
        yield f"Отказ: {_who(standing, filed.record.author)}, {_day(filed.record.date)}{reason}"
    yield ""
    yield "Согласования:"
    for one in explanation.signatures:
        yield from _signature(standing, one)
    for filed in explanation.remarks:
        yield f"  замечания не сняты: {_who(standing, filed.record.author)}, {_day(filed.record.date)}"
    yield ""
    if explanation.steps:
        yield "Что нужно сделать:"
        for number, step in enumerate(explanation.steps, 1):
            yield from _step(standing, number, step)
    else:
        yield "Ничего делать не нужно."
    done = [one for one in standing.duties if one.done is not None]
    if done:
        yield ""
        yield "Исполненные обязанности:"
        yield from (_done(standing, one) for one in done)
    if explanation.follows:
        yield ""
        yield f"Следующая стадия: {explanation.follows.title}. Условие: {explanation.follows.gate}"


def _text_changed(view: View) -> str:
    if approved_on(view.ledger):
        return "Текст изменён после протокола: верните утверждённый текст и заведите новую версию (п. 41)"
    point = SENDING[view.version.card.route]
    return f"Текст изменён после направления: согласуйте и направьте его заново (п. {point})"


def _signature(standing: Standing, one: Signature) -> Iterator[str]:
    name = _who(standing, one.party)
    if one.approval is None:
        yield f"  {name}: нет"
        return
    record = one.approval.filed.record
    post = f", {record.signatory}" if record.signatory else ""
    yield f"  {name}: {WORTH[one.approval.worth]} ({_day(record.date)}{post})"
    for change in one.changes:
        yield f"    {change_text(change)}"


def change_text(change: Change) -> str:
    """A change as one Russian line."""
    match change.what:
        case "added":
            return f"{change.label}: добавлено «{_cut(change.after)}»"
        case "removed":
            return f"{change.label}: убрано «{_cut(change.before)}»"
        case "moved":
            return f"{change.label}: изменён"
    before, after = _where_they_part(change.before or "", change.after or "")
    return f"{change.label}: было «{_cut(before)}», стало «{_cut(after)}»"


def _step(standing: Standing, number: int, step: Step) -> Iterator[str]:
    to = f"; кому: {_who(standing, step.to)}" if step.to else ""
    until = f"; срок {_day(step.due)}{', просрочено' if step.overdue else ''}" if step.due else ""
    yield f"  {number}. п. {step.point}: {_who(standing, step.who)}: {step.what}{to}{until}"
    if step.enclosures:
        papers = (one.title + (f", {_who(standing, one.party)}" if one.party else "") for one in step.enclosures)
        yield f"     приложить: {'; '.join(papers)}"
    yield f"     {step.command}"


def _done(standing: Standing, duty: Duty) -> str:
    to = f" → {_who(standing, duty.addressee)}" if duty.addressee else ""
    late = f" ({STATUS['done_late']}, рабочих дней: {duty.days_late})" if duty.status == "done_late" else ""
    name = next((one.name for one in standing.version.card.services if one.id == duty.service), None)
    service = f" («{name}»)" if name else ""
    return f"  п. {duty.point}: {_who(standing, duty.bearer)}{to}: {duty.title}{service}, {_day(duty.done)}{late}"


def _who(standing: Standing, party: str) -> str:
    return short_name(standing.view, party)


def _day(day: date | None) -> str:
    return day.strftime("%d.%m.%Y") if day else ""


def _where_they_part(before: str, after: str, context: int = 40) -> tuple[str, str]:
    """Two long texts from shortly before their first difference on, else both would be cut to the same words."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    start = before.rfind(" ", 0, max(same - context, 0)) + 1
    return (f"…{before[start:]}", f"…{after[start:]}") if start else (before, after)


def _cut(text: str | None, limit: int = 120) -> str:
    words = (text or "").replace("\n", " ")
    return words if len(words) <= limit else words[: limit - 1] + "…"
