"""Examples of rules over records: what they say, how they are corrected, agreements, the order of steps, duties."""

from datetime import date

from tests.checks.build import World
from tests.checks.example import example
from tests.checks.trees import SIGNED

SUM = "0" * 64


@example(
    "record-party",
    ("author",),
    "content/cards/tkmv-fn-land/v2/records/2026-11-16-remarks-rosrestr.yml:2: поле author должно называть "
    "участника из content/parties, получено 'rosrestr'; проверьте идентификатор: похож Росреестр (rosreestr) "
    "[ошибка: record-party]",
)
def _record_party(world: World) -> None:
    world.draft.file("remarks", "rosrestr", "2026-11-16", text="Уточнить состав ответа")


@example(
    "record-route",
    ("kind",),
    "content/cards/tkmv-svc-carriers/v1/records/2026-10-20-memo-utn.yml:2: поле kind должно быть видом "
    "записи, который бывает на маршруте service, получено 'memo'; «Служебная записка» относится к маршруту "
    "function: проверьте kind и карту (п. 15) [ошибка: record-route]",
)
def _record_route(world: World) -> None:
    world.service.file("memo", "utn", "2026-10-20", to="guit", document={"number": "1", "date": "2026-10-20"})


@example(
    "record-service",
    ("service",),
    "content/cards/tkmv-fn-land/v1/records/2026-06-20-commissioning-cittu.yml:2: поле service должно "
    "называть сервис этой карты, получено 'service-egrul'; есть: service-fns, service-rosreestr (п. 23) "
    "[ошибка: record-service]",
)
def _record_service(world: World) -> None:
    world.function.file("commissioning", "cittu", "2026-06-20", service="service-egrul")


@example(
    "record-future",
    ("date",),
    "content/cards/tkmv-fn-land/v1/records/2026-11-21-publication-utn.yml:2: поле date должно быть не позже "
    "сегодняшнего дня (2026-11-20), получено '2026-11-21'; исправьте дату или внесите запись, когда событие "
    "произойдёт [ошибка: record-future]",
)
def _record_future(world: World) -> None:
    world.function.file("publication", "utn", "2026-11-21")


@example(
    "document-late",
    ("document", "date"),
    "content/cards/tkmv-fn-land/v2/records/2026-11-16-remarks-au.yml:3: поле date должно быть не позже даты "
    "записи (2026-11-16), получено '2026-11-17'; проверьте дату документа и дату события [ошибка: "
    "document-late]",
)
def _document_late(world: World) -> None:
    world.draft.file("remarks", "au", "2026-11-16", text="Уточнить", document={"number": "8", "date": "2026-11-17"})


@example(
    "protocol-document",
    (),
    "content/cards/tkmv-fn-land/v1/records/2026-05-21-protocol_at_fts-guit.yml:1: поле document должно "
    "содержать номер и дату протокола Подкомиссии, оно не заполнено; укажите number и date по протоколу (п. "
    "18) [ошибка: protocol-document]",
)
def _protocol_document(world: World) -> None:
    del world.function.records["2026-05-21-protocol_at_fts-guit.yml"]["document"]


@example(
    "paper-document",
    (),
    "content/cards/tkmv-ext-declarations/v1/records/2026-03-06-sheet_returned-rosreestr.yml:1: поле document "
    "должно содержать номер и дату документа, оно не заполнено: «Возврат согласованного листа утверждения»; "
    "укажите number и date; для документа без номера — «б/н» (п. 44) [предупреждение: paper-document]",
)
def _paper_document(world: World) -> None:
    del world.incoming.records["2026-03-06-sheet_returned-rosreestr.yml"]["document"]


@example(
    "gis-mark",
    (),
    "content/cards/tkmv-svc-carriers/v1/records/2026-10-06-internal_approval-guit.yml:1: поле gis должно "
    "содержать номер и дату отметки в ГИС «Проектирование ТКМВ», оно не заполнено; перенесите отметку из ГИС "
    "(п. 10) [предупреждение: gis-mark]",
)
def _gis_mark(world: World) -> None:
    del world.service.records["2026-10-06-internal_approval-guit.yml"]["gis"]


@example(
    "sheet-owner",
    ("enclosures", 3, "party"),
    "content/cards/tkmv-fn-land/v1/records/2026-02-12-memo-utn.yml:4: поле party должно называть, чей это "
    "лист утверждения, получено 'пусто'; выберите из: ФНС России (fns), Росреестр (rosreestr) (п. 15) "
    "[ошибка: sheet-owner]",
)
def _sheet_owner(world: World) -> None:
    memo = world.function.records["2026-02-12-memo-utn.yml"]
    memo["enclosures"] = [*memo["enclosures"], {"what": "approval_sheet", "form": "copy"}]


@example(
    "digest-of-another-card",
    ("digest",),
    "content/cards/tkmv-fn-land/v2/records/2026-11-16-remarks-au.yml:2: поле digest должно называть текст "
    "этой версии, получена сумма текста content/cards/tkmv-ext-declarations/v1/card.yml; укажите сумму из "
    "вывода tkmv digest tkmv-fn-land@v2 или уберите чужую запись [ошибка: digest-of-another-card]",
)
def _digest_of_another_card(world: World) -> None:
    digest = world.incoming.digest
    world.draft.file("remarks", "au", "2026-11-16", text="Уточнить", digest=digest)


@example(
    "answer-target",
    ("to",),
    "content/cards/tkmv-fn-land/v2/records/2026-11-17-remarks_answer-utn.yml:2: поле to должно называть "
    "автора замечаний: АУ (au), получено 'guit'; исправьте адресата или имя записи в answers (п. 14) "
    "[ошибка: answer-target]",
)
def _answer_target(world: World) -> None:
    world.draft.file("remarks", "au", "2026-11-16", text="Уточнить")
    answer = {"text": "Уточнено", "answers": "2026-11-16-remarks-au.yml"}
    world.draft.file("remarks_answer", "utn", "2026-11-17", to="guit", **answer)


@example(
    "proposal-sitting",
    ("sitting",),
    "content/cards/tkmv-fn-land/v1/records/2026-11-16-expert_proposal-utn.yml:2: поле sitting должно "
    "называть заседание, к которому в content/monitoring/sittings.yml есть предложение автора по этой карте, "
    "получено '2026-12-10'; проверьте дату заседания или внесите предложение в календарь (п. 40) [ошибка: "
    "proposal-sitting]",
)
def _proposal_sitting(world: World) -> None:
    world.function.file("expert_proposal", "utn", "2026-11-16", to="secretariat", sitting="2026-12-10")


@example(
    "scan-file",
    ("scans", 0, "file"),
    "content/cards/tkmv-fn-land/v1/records/2026-02-10-approval_sheet-fns.yml:4: поле file должно начинаться "
    "с files/, получено 'list.pdf'; положите файл в content/cards/tkmv-fn-land/v1/files и укажите files/… "
    "[ошибка: scan-file]",
)
def _scan_file(world: World) -> None:
    world.function.records["2026-02-10-approval_sheet-fns.yml"]["scans"] = [{"file": "list.pdf", "sha256": SUM}]


@example(
    "scan-sha256",
    ("scans", 0, "sha256"),
    "content/cards/tkmv-fn-land/v1/records/2026-02-10-approval_sheet-fns.yml:4: поле sha256 должно быть "
    "суммой файла files/list.pdf: 1111111111111111111111111111111111111111111111111111111111111111, получено "
    "'00000000000000000000000000000000000000000000000000000000000…'; файл изменён или сумма списана с "
    "другого: проверьте, тот ли это файл [ошибка: scan-sha256]",
)
def _scan_sha256(world: World) -> None:
    scan = {"file": "files/list.pdf", "sha256": SUM}
    world.function.records["2026-02-10-approval_sheet-fns.yml"]["scans"] = [scan]
    world.function.files["files/list.pdf"] = "1" * 64


@example(
    "correction-target",
    ("corrects",),
    "content/cards/tkmv-fn-land/v2/records/2026-11-16-correction-utn.yml:2: поле corrects должно называть "
    "файл другой записи из этой же папки, получено '2026-11-13-remarks-au.yml'; скопируйте имя файла "
    "исправляемой записи [ошибка: correction-target]",
)
def _correction_target(world: World) -> None:
    world.draft.file("correction", "utn", "2026-11-16", corrects="2026-11-13-remarks-au.yml", reason="Ошибка")


@example(
    "correction-kind",
    ("kind",),
    "content/cards/tkmv-fn-land/v2/records/2026-11-17-internal_approval-au.yml:2: поле kind должно быть "
    "remarks («Замечания к тексту ТКМВ»), как у исправляемой записи, получено 'internal_approval'; замените "
    "запись записью того же вида или аннулируйте её записью correction [ошибка: correction-kind]",
)
def _correction_kind(world: World) -> None:
    name = world.draft.file("remarks", "au", "2026-11-16", text="Уточнить")
    world.draft.file("internal_approval", "au", "2026-11-17", **SIGNED, corrects=name)


@example(
    "correction-author",
    ("author",),
    "content/cards/tkmv-fn-land/v2/records/2026-11-17-correction-utn.yml:2: поле author должно называть "
    "автора исправляемой записи: АУ (au), получено 'utn'; попросите автора исправить свою запись [ошибка: "
    "correction-author]",
)
def _correction_author(world: World) -> None:
    name = world.draft.file("remarks", "au", "2026-11-16", text="Уточнить")
    world.draft.file("correction", "utn", "2026-11-17", corrects=name, reason="Замечания не нужны")


@example(
    "corrected-twice",
    ("corrects",),
    "content/cards/tkmv-fn-land/v2/records/2026-11-18-correction-au.yml:2: поле corrects должно называть "
    "запись, которую ещё никто не исправил: её уже исправляет 2026-11-17-correction-au.yml, получено "
    "'2026-11-16-remarks-au.yml'; укажите corrects: 2026-11-17-correction-au.yml [ошибка: corrected-twice]",
)
def _corrected_twice(world: World) -> None:
    name = world.draft.file("remarks", "au", "2026-11-16", text="Уточнить")
    for on in ("2026-11-17", "2026-11-18"):
        world.draft.file("correction", "au", on, corrects=name, reason="Внесены по ошибке")


@example(
    "correction-cycle",
    ("corrects",),
    "content/cards/tkmv-fn-land/v2/records/2026-11-16-internal_approval-au.yml:2: поле corrects не должно "
    "замыкать круг: 2026-11-16-internal_approval-au.yml → 2026-11-17-internal_approval-au.yml → "
    "2026-11-16-internal_approval-au.yml; уберите corrects у более ранней записи [ошибка: correction-cycle]",
)
def _correction_cycle(world: World) -> None:
    later = "2026-11-17-internal_approval-au.yml"
    first = world.draft.file("internal_approval", "au", "2026-11-16", **SIGNED, corrects=later)
    world.draft.file("internal_approval", "au", "2026-11-17", **SIGNED, corrects=first)


@example(
    "approval-no-right",
    ("signatory",),
    "content/cards/tkmv-fn-land/v2/records/2026-11-16-internal_approval-au.yml:2: поле signatory должно "
    "называть должность из списка контактов: АУ (au), получено 'Главный инспектор'; могут согласовать: "
    "Заместитель начальника (п. 6) [ошибка: approval-no-right]",
)
def _approval_no_right(world: World) -> None:
    world.draft.file("internal_approval", "au", "2026-11-16", signatory="Главный инспектор")


@example(
    "stale-approval",
    ("digest",),
    "content/cards/tkmv-fn-land/v2/records/2026-11-16-internal_approval-au.yml:2: согласование участника АУ "
    "(au) от 16.11.2026 дано на другой текст; изменено: Наименование ТКМВ, Межведомственные запросы → "
    "«А.3-1» → Срок ответа → Число единиц; согласуйте действующий текст: tkmv approve tkmv-fn-land@v2 --as "
    "au --decision agreed (п. 14) [предупреждение: stale-approval]",
)
def _stale_approval(world: World) -> None:
    world.draft.file("internal_approval", "au", "2026-11-16", **SIGNED)
    world.draft.keep()
    world.draft.card["requests"][0]["response_term"]["value"] = "3"
    world.draft.card["title"] = "ТКМВ о сведениях ЕГРН"


@example(
    "kept-text-missing",
    ("digest",),
    "content/cards/tkmv-fn-land/v2/records/2026-11-16-internal_approval-au.yml:2: согласованный текст должен "
    "храниться в texts/0000000000000000000000000000000000000000000000000000000000000000.json, файла нет; "
    "верните файл из истории; если сумма указана ошибочно, замените запись новой с corrects (п. 14) [ошибка: "
    "kept-text-missing]",
)
def _kept_text_missing(world: World) -> None:
    world.draft.file("internal_approval", "au", "2026-11-16", **SIGNED, digest=SUM)


@example(
    "kept-text-idle",
    (),
    "content/cards/tkmv-fn-land/v2/texts/0000000000000000000000000000000000000000000000000000000000000000.json:1: "
    "сохранённый текст должен относиться хотя бы к одной записи, на него не ссылается ни одна; удалите файл "
    "[предупреждение: kept-text-idle]",
)
def _kept_text_idle(world: World) -> None:
    world.draft.texts[SUM] = b"{}"


@example(
    "text-after-sending",
    (),
    "content/cards/tkmv-svc-carriers/v1/card.yml:1: текст ТКМВ изменён после направления; изменено: "
    "Наименование ТКМВ; согласуйте действующий текст и направьте его заново (п. 11) [предупреждение: "
    "text-after-sending]",
)
def _text_after_sending(world: World) -> None:
    world.service.keep()
    world.service.card["title"] = "ТКМВ о реестре перевозчиков"


@example(
    "sent-texts-differ",
    ("digest",),
    "content/cards/tkmv-fn-land/v1/records/2026-02-06-sending-utn.yml:2: участнику ФНС России (fns) "
    "направлен прежний текст, другим уже направлен новый; направьте новый текст: tkmv new record "
    "tkmv-fn-land@v1 sending --by utn --to fns (п. 14) [предупреждение: sent-texts-differ]",
)
def _sent_texts_differ(world: World) -> None:
    function = world.function
    function.only("internal_approval", "sending")
    del world.cards["tkmv-fn-land"][2]
    function.keep()
    function.card["title"] = "ТКМВ о сведениях ЕГРН"
    for unit in ("utovek", "au", "guit", "cittu"):
        function.file("internal_approval", unit, "2026-02-16", **SIGNED)
    function.file("sending", "utn", "2026-02-17", to="rosreestr")


@example(
    "protocol-text",
    ("digest",),
    "content/cards/tkmv-ext-declarations/v1/records/2026-05-20-protocol_at_fts_supplier-utn.yml:2: поле "
    "digest должно быть суммой направленного текста: "
    "c5d16823bcdc2f77c1c2df745612fd01ffa6da7c6236ac8fce634946eb0e5e91, получено "
    "'00000000000000000000000000000000000000000000000000000000000…'; проверьте, к какому тексту относится "
    "протокол; сумму показывает запись о направлении (п. 45) [ошибка: protocol-text]",
)
def _protocol_text(world: World) -> None:
    world.incoming.records["2026-05-20-protocol_at_fts_supplier-utn.yml"]["digest"] = SUM


@example(
    "protocol-differs",
    ("document",),
    "content/cards/tkmv-fn-land/v1/records/2026-05-25-protocol_at_consumer-utn.yml:2: поле document должно "
    "совпадать с протоколом из записи 2026-05-20-subcommission_decision-subcommission.yml: № 7 от "
    "20.05.2026, получено '№ 8 от 20.05.2026'; сверьте номер и дату с протоколом (п. 19) [ошибка: "
    "protocol-differs]",
)
def _protocol_differs(world: World) -> None:
    record = world.function.records["2026-05-25-protocol_at_consumer-utn.yml"]
    record["document"] = {"number": "8", "date": "2026-05-20"}


@example(
    "text-after-protocol",
    (),
    "content/cards/tkmv-fn-land/v1/card.yml:1: текст ТКМВ изменён после протокола от 20.05.2026; изменено: "
    "Межведомственные запросы → «А.3-1» → Срок ответа → Число единиц; верните утверждённый текст и заведите "
    "новую версию: tkmv new version tkmv-fn-land (п. 41) [ошибка: text-after-protocol]",
)
def _text_after_protocol(world: World) -> None:
    world.function.keep()
    world.function.card["requests"][0]["response_term"]["value"] = "3"


@example(
    "remarks-standing",
    (),
    "content/cards/tkmv-fn-land/v2/records/2026-11-16-remarks-au.yml:1: на замечания участника АУ (au) от "
    "16.11.2026 нет ответа; внесите ответ: tkmv new record tkmv-fn-land@v2 remarks_answer --by utn --to au "
    "(п. 14) [предупреждение: remarks-standing]",
)
def _remarks_standing(world: World) -> None:
    world.draft.file("remarks", "au", "2026-11-16", text="Уточнить состав ответа")


@example(
    "step-premature",
    ("date",),
    "content/cards/tkmv-fn-land/v1/records/2026-02-11-forwarding-guit.yml:2: запись «Пересылка материалов» "
    "внесена раньше времени: к этому дню нет записи «Служебная записка»; сначала внесите предшествующую "
    "запись (п. 15) [ошибка: step-premature]",
)
def _step_premature(world: World) -> None:
    world.function.drop("submission")
    world.function.only(
        "internal_approval", "sending", "approval_sheet", "memo", "forwarding", "subcommission_decision"
    )
    del world.cards["tkmv-fn-land"][2]
    world.function.drop("forwarding", "subcommission_decision")
    world.function.file("forwarding", "guit", "2026-02-11", to="cittu")


@example(
    "record-author",
    ("author",),
    "content/cards/tkmv-fn-land/v2/records/2026-11-16-internal_approval-fns.yml:2: поле author должно "
    "называть того, кто вносит запись «Согласование подразделением ФТС России»: подразделение ФТС России, "
    "получено 'fns'; проверьте автора и вид записи; указан участник ФНС России (fns) (п. 14) [ошибка: "
    "record-author]",
)
def _record_author(world: World) -> None:
    world.draft.file("internal_approval", "fns", "2026-11-16", **SIGNED)


@example(
    "record-addressee",
    ("to",),
    "content/cards/tkmv-fn-land/v1/records/2026-05-26-register_notice-utn.yml:2: поле to должно называть "
    "адресата записи «Сведения для Единого реестра соглашений»: Аналитическое управление, получено 'ud'; "
    "проверьте адресата; указан участник УД (ud) (п. 20) [ошибка: record-addressee]",
)
def _record_addressee(world: World) -> None:
    world.function.records["2026-05-26-register_notice-utn.yml"]["to"] = "ud"


@example(
    "record-twice",
    (),
    "content/cards/tkmv-fn-land/v1/records/2026-05-26-publication-utn-2.yml:1: запись повторяет "
    "2026-05-26-publication-utn.yml: те же вид, автор, адресат, текст и день; удалите повтор, пока он не "
    "принят, или аннулируйте его записью correction [ошибка: record-twice]",
)
def _record_twice(world: World) -> None:
    world.function.file("publication", "utn", "2026-05-26")


@example(
    "enclosures-incomplete",
    ("enclosures",),
    "content/cards/tkmv-fn-land/v1/records/2026-05-26-hand_over-utn.yml:2: поле enclosures должно "
    "перечислять все приложения, не хватает: ТКМВ; лист утверждения (оригинал): Росреестр (rosreestr); "
    "дошлите недостающее и внесите новую запись о полной передаче или замените эту записью с corrects (п. "
    "19) [ошибка: enclosures-incomplete]",
)
def _enclosures_incomplete(world: World) -> None:
    record = world.function.records["2026-05-26-hand_over-utn.yml"]
    record["enclosures"] = [record["enclosures"][1], {**record["enclosures"][2], "form": "copy"}]


@example(
    "dispatch-early",
    ("date",),
    "content/cards/tkmv-ext-declarations/v1/records/2026-03-10-hand_over-utn.yml:2: поле date должно быть не "
    "раньше события, с которого идёт срок (2026-03-11), получено '2026-03-10'; проверьте дату передачи и "
    "дату события (п. 44) [ошибка: dispatch-early]",
)
def _dispatch_early(world: World) -> None:
    rosreestr = world.incoming.card["participants"][0]
    assert rosreestr["party"] == "rosreestr"
    world.incoming.card["participants"].insert(0, {"party": "fns", "role": "consumer", "contact": "zam"})
    world.incoming.file("sending", "utn", "2026-03-05", to="fns")
    world.incoming.file("sheet_returned", "fns", "2026-03-11", document={"number": "1", "date": "2026-03-11"})
    world.incoming.file("ecard_received", "fns", "2026-03-11")


@example(
    "hand-over-alien",
    ("point",),
    "content/cards/tkmv-fn-land/v1/records/2026-05-26-hand_over-guit.yml:2: поле point должно называть "
    "пункт, по которому автор передаёт документы этому адресату, получено '18'; на этом маршруте документы "
    "передают по пп. 18, 19; проверьте пункт, автора (ГУИТ) и адресата (УД) (п. 18) [ошибка: hand-over-alien]",
)
def _hand_over_alien(world: World) -> None:
    world.function.file("hand_over", "guit", "2026-05-26", to="ud", point="18")


@example(
    "closing-needless",
    ("point",),
    "content/cards/tkmv-fn-land/v1/records/2026-05-29-closing-utn.yml:2: обязанность по п. 20 исполнена "
    "26.05.2026, закрывать её не нужно; аннулируйте эту запись записью correction (п. 20) [ошибка: "
    "closing-needless]",
)
def _closing_needless(world: World) -> None:
    world.function.file("closing", "utn", "2026-05-29", point="20", to="au", reason="Сведения уже есть в реестре")


@example(
    "duty-overdue",
    (),
    "content/cards/tkmv-fn-land/v1/card.yml:1: просрочена обязанность: ГУИТ (guit) — направить копию "
    "протокола об одобрении ТКМВ на Подкомиссии; кому: УТОВЭК (utovek); срок истёк 28.05.2026, рабочих дней "
    "просрочки: 124; исполните и внесите запись: tkmv new record tkmv-fn-land@v1 hand_over --by guit --to "
    "utovek --point 18 (п. 18) [предупреждение: duty-overdue]",
)
def _duty_overdue(world: World) -> None:
    del world.function.records["2026-05-22-hand_over-guit-2.yml"]


@example(
    "term-without-calendar",
    (),
    "content/cards/tkmv-fn-land/v1/card.yml:1: срок по п. 23 от 29.12.2026 нельзя посчитать: нет "
    "производственного календаря на 2027 год; добавьте файл content/calendar/2027.yml (п. 23) [ошибка: "
    "term-without-calendar]",
)
def _term_without_calendar(world: World) -> None:
    world.today = date(2026, 12, 30)
    world.years = frozenset({2026})
    world.function.file("commissioning", "cittu", "2026-12-29", service="service-fns")
    world.function.records.pop("2026-05-28-commissioning-cittu.yml")
