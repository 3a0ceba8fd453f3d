"""Rules over agreements: who gave them, with which right, for which text (points 6, 10, 11, 14, 43)."""

from collections.abc import Iterator
from operator import attrgetter

from generator.checks.records import POINTS, PROTOCOLS, point_of, said
from generator.checks.rule import Fault, Found, course_rule, text_rule, wrong
from generator.checks.scope import CardText, Scope, day, record_command
from generator.model.contacts import ANSWERS_FOR
from generator.model.content import FiledRecord
from generator.model.record import DocumentRef, Sending
from generator.procedure.approvals import AGREEMENTS, ENTITLES, latest_agreements, signers, standing_remarks
from generator.procedure.differences import differences
from generator.procedure.standing import Standing
from generator.procedure.view import View

LABELS = 3
PROVING = frozenset({"subcommission_decision", "protocol_at_fts", "protocol_at_fts_supplier"})


def changed(before: bytes | None, after: bytes) -> str:
    """The tail of a message that names the differing fields; empty when the former text is not kept."""
    if before is None:
        return ""
    labels = list(dict.fromkeys(change.label for change in differences(before, after)))
    more = f" и ещё {len(labels) - LABELS}" if len(labels) > LABELS else ""
    return f"; изменено: {', '.join(labels[:LABELS])}{more}" if labels else ""


def protocol_of(view: View) -> FiledRecord | None:
    """The first record that proves the Subcommission's approval."""
    if PROVING.isdisjoint(view.ledger.by_kind):
        return None
    found = (
        view.ledger.first("subcommission_decision", decision="approved"),
        view.ledger.first("protocol_at_fts"),
        view.ledger.first("protocol_at_fts_supplier"),
    )
    return min((one for one in found if one is not None), key=attrgetter("order"), default=None)


def agreements(view: View) -> Iterator[FiledRecord]:
    """Every agreement, by kind."""
    for kind in AGREEMENTS:
        yield from view.ledger.by_kind.get(kind, ())


@course_rule("approval-no-right", title="Согласование подписано без права на это", point="6")
def approval_no_right(scope: Scope, standing: Standing) -> Found:
    """Who agrees or signs a sheet is on the contact list of the party, serves on that day and answers for approvals."""
    contacts = scope.content.contacts
    for filed in agreements(standing.view):
        record = filed.record
        if scope.entitled(record):
            continue
        known = contacts.get(record.author)
        path, who = standing.version.record_path(filed.name), scope.name(record.author)
        able = signers(known, record.kind, record.date)
        hint = (
            f"могут согласовать: {'; '.join(able)}"
            if able
            else "внесите того, кто вправе согласовать, в список контактов"
        )
        if record.signatory is None:
            message = (
                f"поле signatory должно называть должность того, кто согласовал от участника {who}, оно не заполнено"
            )
            yield Fault(path, (), message, hint)
            continue
        held = [one for one in known.officials if one.post == record.signatory] if known else []
        serving = [one for one in held if one.serves(record.date)]
        if not held:
            must = f"называть должность из списка контактов: {who}"
        elif not serving:
            must = f"называть должность, которую занимали {day(record.date)}: {who}"
        else:
            wanted = " или ".join(f"«{ANSWERS_FOR[one]}»" for one in ENTITLES[record.kind])
            must = f"называть того, кто отвечает за {wanted}: {who}"
        yield wrong(path, ("signatory",), must, record.signatory, hint)


@course_rule("stale-approval", title="Согласование дано на другой текст", point="14", severity="warning")
def stale_approval(scope: Scope, standing: Standing) -> Found:
    """An agreement with a former text has to be given anew until the protocol; what differs is named."""
    version, view = standing.version, standing.view
    if standing.course.ended is not None or all(one.record.digest == version.digest for one in agreements(view)):
        return
    if protocol_of(view) is not None:
        return
    for party, approval in latest_agreements(view.ledger, scope.content, version.digest).items():
        if approval.worth != "stale":
            continue
        record = approval.filed.record
        tail = changed(version.texts.get(record.digest), version.text)
        message = f"согласование участника {scope.name(party)} от {day(record.date)} дано на другой текст{tail}"
        hint = (
            f"согласуйте действующий текст: tkmv approve {version.id}@v{version.number} --as {party} --decision agreed"
        )
        point = point_of(record.kind, version.card.route)
        yield Fault(version.record_path(approval.filed.name), ("digest",), message, hint, point)


@course_rule("kept-text-missing", title="Не сохранён текст, который согласован")
def kept_text_missing(_: Scope, standing: Standing) -> Found:
    """The text of an agreement is kept beside the card when the card says something else by now."""
    version = standing.version
    for filed in agreements(standing.view):
        digest = filed.record.digest
        if digest != version.digest and digest not in version.texts:
            message = f"согласованный текст должен храниться в texts/{digest}.json, файла нет"
            hint = "верните файл из истории; если сумма указана ошибочно, замените запись новой с corrects"
            point = point_of(filed.record.kind, version.card.route)
            yield Fault(version.record_path(filed.name), ("digest",), message, hint, point)


@course_rule("text-after-sending", title="Текст изменён после направления", point="14", severity="warning")
def text_after_sending(_: Scope, standing: Standing) -> Found:
    """A text edited after it was sent is agreed with and sent again."""
    view, version = standing.view, standing.version
    if standing.course.ended is not None or not view.text_changed or protocol_of(view) is not None:
        return
    tail = changed(version.texts.get(view.reference), version.text)
    message = f"текст ТКМВ изменён после направления{tail}"
    point = point_of("sending", version.card.route)
    yield Fault(version.path, (), message, "согласуйте действующий текст и направьте его заново", point)


@course_rule("sent-texts-differ", title="Участнику направлен не последний текст", point="14", severity="warning")
def sent_texts_differ(scope: Scope, standing: Standing) -> Found:
    """All suppliers, or all recipients of an incoming card, are sent the same text."""
    view, version = standing.view, standing.version
    sent = view.ledger.of("sending")
    if all(one.record.digest == view.reference for one in sent) or standing.course.ended is not None:
        return
    latest = {one.record.to: one for one in sent if isinstance(one.record, Sending)}
    for party, filed in latest.items():
        if filed.record.digest != view.reference and protocol_of(view) is None:
            message = f"участнику {scope.name(party)} направлен прежний текст, другим уже направлен новый"
            hint = f"направьте новый текст: {record_command(version, 'sending', party)}"
            point = point_of("sending", version.card.route)
            yield Fault(version.record_path(filed.name), ("digest",), message, hint, point)


def _sent_before(view: View, filed: FiledRecord) -> str | None:
    """The text that was sent last before a record was made."""
    sent = [one.record.digest for one in view.ledger.of("sending") if one.record.date <= filed.record.date]
    return sent[-1] if sent else None


@course_rule("protocol-text", title="Протоколом одобрен не тот текст", point="18")
def protocol_text(_: Scope, standing: Standing) -> Found:
    """A protocol concerns the text that was sent and agreed with last before it."""
    protocol = protocol_of(standing.view)
    if protocol is None:
        return
    sent = _sent_before(standing.view, protocol)
    if sent is not None and protocol.record.digest != sent:
        version = standing.version
        point = "45" if version.card.route == "incoming" else ""
        must = f"быть суммой направленного текста: {sent}"
        hint = "проверьте, к какому тексту относится протокол; сумму показывает запись о направлении"
        yield wrong(version.record_path(protocol.name), ("digest",), must, protocol.record.digest, hint, point=point)


@course_rule("text-after-protocol", title="Текст изменён после протокола", point="41")
def text_after_protocol(_: Scope, standing: Standing) -> Found:
    """A text that the Subcommission has approved is not edited: a change is a new version."""
    version, protocol = standing.version, protocol_of(standing.view)
    if protocol is None or protocol.record.digest == version.digest:
        return
    if _sent_before(standing.view, protocol) == protocol.record.digest:  # else the record names the wrong text
        tail = changed(version.texts.get(protocol.record.digest), version.text)
        message = f"текст ТКМВ изменён после протокола от {day(protocol.record.date)}{tail}"
        hint = f"верните утверждённый текст и заведите новую версию: tkmv new version {version.id}"
        yield Fault(version.path, (), message, hint)


@course_rule("remarks-standing", title="На замечания не ответили", point="14", severity="warning")
def remarks_standing(scope: Scope, standing: Standing) -> Found:
    """Remarks are answered, or their author agrees later."""
    view, version = standing.view, standing.version
    if standing.course.ended is not None or not view.ledger.of("remarks"):
        return
    for filed in standing_remarks(view.ledger, scope.today):
        author = filed.record.author
        message = f"на замечания участника {scope.name(author)} от {day(filed.record.date)} нет ответа"
        hint = f"внесите ответ: {record_command(version, 'remarks_answer', author)}"
        point = point_of("remarks", version.card.route)
        yield Fault(version.record_path(filed.name), (), message, hint, point)


@text_rule("kept-text-idle", title="Сохранён текст, на который никто не ссылается", severity="warning")
def kept_text_idle(_: Scope, text: CardText) -> Found:
    """A kept text is the text of some record."""
    version = text.version
    if version.texts:
        named = {filed.record.digest for filed in version.records}
        for digest in version.texts:
            if digest not in named:
                message = "сохранённый текст должен относиться хотя бы к одной записи, на него не ссылается ни одна"
                yield Fault(f"{version.folder}/texts/{digest}.json", (), message, "удалите файл")


@course_rule("protocol-differs", title="Реквизиты протокола в записях расходятся", point="18")
def protocol_differs(_: Scope, standing: Standing) -> Found:
    """Records about the approval of the Subcommission name one and the same protocol."""
    if protocol_of(standing.view) is None:
        return
    first = None
    for filed in standing.view.ledger.of(*PROTOCOLS):
        record = filed.record
        if record.document is None or said(record, "decision") == "refused":
            continue
        if first is None:
            first = filed
        elif record.document != first.record.document and first.record.document is not None:
            must = f"совпадать с протоколом из записи {first.name}: {_ref(first.record.document)}"
            hint = "сверьте номер и дату с протоколом"
            path = standing.version.record_path(filed.name)
            yield wrong(path, ("document",), must, _ref(record.document), hint, point=POINTS[record.kind])


def _ref(document: DocumentRef) -> str:
    return f"№ {document.number} от {day(document.date)}"
