"""Examples of rules over texts of cards: participants, documents, requests, services, plans, files, versions."""

from tests.checks.build import Folder, World
from tests.checks.example import example

SUM = "0" * 64


@example(
    "unit-unknown",
    ("responsible_unit",),
    "content/cards/tkmv-fn-land/v2/card.yml:2: поле responsible_unit должно называть участника из "
    "content/parties, получено 'utnn'; проверьте идентификатор: похож Управление товарной номенклатуры (utn) "
    "(п. 7) [ошибка: unit-unknown]",
)
def _unit_unknown(world: World) -> None:
    world.draft.card["responsible_unit"] = "utnn"


@example(
    "unit-outside-fts",
    ("interested_units", 1),
    "content/cards/tkmv-fn-land/v2/card.yml:3: поле interested_units должно называть подразделение ФТС "
    "России, получено 'fns'; ФНС России (fns) не входит в ФТС России: внешние участники перечисляются в "
    "participants (п. 3) [ошибка: unit-outside-fts]",
)
def _unit_outside_fts(world: World) -> None:
    world.draft.card["interested_units"] = ["utovek", "fns"]


@example(
    "interested-units",
    ("interested_units", 1),
    "content/cards/tkmv-fn-land/v2/card.yml:3: поле interested_units должно перечислять другие подразделения "
    "по одному разу, получено 'utn'; уберите строку: Управление товарной номенклатуры (utn) — ответственное "
    "подразделение (п. 7) [ошибка: interested-units]",
)
def _interested_units(world: World) -> None:
    world.draft.card["interested_units"] = ["utovek", "utn"]


@example(
    "participant-unknown",
    ("participants", 3, "party"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле party должно называть участника из content/parties, "
    "получено 'minselkhoz'; проверьте идентификатор или заведите участника: tkmv new party minselkhoz (п. 7) "
    "[ошибка: participant-unknown]",
)
def _participant_unknown(world: World) -> None:
    world.draft.card["participants"].append({"party": "minselkhoz", "role": "consumer"})


@example(
    "participant-twice",
    ("participants", 3, "party"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле party должно встречаться среди участников один раз, "
    "получено 'fns'; оставьте одну строку: ФНС России (fns) (п. 7) [ошибка: participant-twice]",
)
def _participant_twice(world: World) -> None:
    world.draft.card["participants"].append({"party": "fns", "role": "supplier"})


@example(
    "participant-side",
    ("participants", 1, "role"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле role должно быть supplier, получено 'consumer'; в ТКМВ "
    "потребителя сведения получает ФТС России: проверьте role и route; участник: ФНС России (fns) (п. 7) "
    "[ошибка: participant-side]",
)
def _participant_side(world: World) -> None:
    world.draft.card["participants"][1]["role"] = "consumer"


@example(
    "side-missing",
    ("participants",),
    "content/cards/tkmv-fn-land/v2/card.yml:2: поле participants должно называть хотя бы одного потребителя "
    "данных (role: consumer), нет ни одного; добавьте недостающего участника (п. 7) [ошибка: side-missing]",
)
def _side_missing(world: World) -> None:
    world.draft.card["participants"] = [
        {"party": "fns", "role": "supplier"},
        {"party": "rosreestr", "role": "supplier"},
    ]


@example(
    "participant-contact",
    ("participants", 1, "contact"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле contact должно называть запись из "
    "content/contacts/fns.yml, получено 'nachalnik'; выберите одну из: zam (п. 6) [ошибка: "
    "participant-contact]",
)
def _participant_contact(world: World) -> None:
    world.draft.card["participants"][1]["contact"] = "nachalnik"


@example(
    "participant-contact-ended",
    ("participants", 1, "contact"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле contact должно называть того, кто отвечает сейчас: ФНС "
    "России (fns), получено 'byvshiy'; укажите действующую запись; если текст уже согласован, сделайте это в "
    "следующей версии (п. 6) [предупреждение: participant-contact-ended]",
)
def _participant_contact_ended(world: World) -> None:
    officials = world.contacts["fns"]["officials"]
    officials.append({**officials[0], "id": "byvshiy", "until": "2026-10-30"})
    world.draft.card["participants"][1]["contact"] = "byvshiy"


@example(
    "party-abolished",
    ("participants", 1, "party"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле party должно называть действующего участника, получено "
    "'fms'; замените правопреемником: ФНС России (fns); если ТКМВ действует, новой версией [предупреждение: "
    "party-abolished]",
)
def _party_abolished(world: World) -> None:
    world.parties["fms"] = {
        "id": "fms",
        "kind": "foiv",
        "names": [{"full": "Служба", "short": "ФМС", "until": "2016-04-05"}],
        "successor": "fns",
    }
    world.draft.card["participants"][1]["party"] = "fms"


@example(
    "card-title-twice",
    ("title",),
    "content/cards/tkmv-svc-carriers/v1/card.yml:2: поле title должно отличаться от наименования в "
    "content/cards/tkmv-ext-declarations/v1/card.yml, получено 'ТКМВ о декларациях'; уточните наименование; "
    "если карта скопирована, проверьте остальные поля [предупреждение: card-title-twice]",
)
def _card_title_twice(world: World) -> None:
    world.service.card["title"] = "ТКМВ о декларациях"


@example(
    "term-missing",
    ("procedure",),
    "content/cards/tkmv-svc-carriers/v1/card.yml:2: поле procedure должно содержать term, срок "
    "предоставления услуги (правило портала); укажите value и unit, например 15 и working_days [ошибка: "
    "term-missing]",
)
def _term_missing(world: World) -> None:
    del world.service.card["procedure"]["term"]


@example(
    "documents-numbered",
    ("documents", 1, "no"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле no должно быть 2, получено '1'; пронумеруйте документы "
    "подряд с 1 (п. 7) [ошибка: documents-numbered]",
)
def _documents_numbered(world: World) -> None:
    world.draft.card["documents"][1]["no"] = "1"


@example(
    "requests-numbered",
    ("requests", 1, "no"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле no должно быть А.3-2, получено 'А.3-3'; пронумеруйте "
    "запросы подряд и поправьте ссылки на них в documents (п. 7) [ошибка: requests-numbered]",
)
def _requests_numbered(world: World) -> None:
    world.draft.card["requests"][1]["no"] = "А.3-3"


@example(
    "document-incomplete",
    ("documents", 1),
    "content/cards/tkmv-fn-land/v2/card.yml:3: документ № 2 «Выписка 2» должен содержать request: он "
    "получается межведомственно; укажите поставщика и запрос, которым документ получают (п. 7) [ошибка: "
    "document-incomplete]",
)
def _document_incomplete(world: World) -> None:
    del world.draft.card["documents"][1]["request"]


@example(
    "document-supplier",
    ("documents", 1, "supplier"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле supplier документа № 2 должно называть участника карты с "
    "ролью supplier, получено 'minec'; добавьте в participants или выберите из: ФНС России (fns), Росреестр "
    "(rosreestr) (п. 7) [ошибка: document-supplier]",
)
def _document_supplier(world: World) -> None:
    world.draft.card["documents"][1]["supplier"] = "minec"


@example(
    "document-request",
    ("documents", 1, "request"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле request документа № 2 должно называть запрос этой карты, "
    "получено 'А.3-5'; выберите из: А.3-1, А.3-2 — или опишите запрос в requests (п. 7) [ошибка: "
    "document-request]",
)
def _document_request(world: World) -> None:
    world.draft.card["documents"][1]["request"] = "А.3-5"


@example(
    "document-request-supplier",
    ("documents", 1, "supplier"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле supplier документа № 2 должно совпадать с поставщиком "
    "запроса А.3-1: ФНС России (fns), получено 'rosreestr'; исправьте поставщика или номер запроса (п. 7) "
    "[ошибка: document-request-supplier]",
)
def _document_request_supplier(world: World) -> None:
    world.draft.card["documents"][1]["request"] = "А.3-1"


@example(
    "request-consumer",
    ("requests", 0, "consumer"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле consumer запроса А.3-1 должно называть участника карты с "
    "ролью consumer, получено 'utn'; добавьте в participants или выберите из: ФТС России (fts) (п. 7) "
    "[ошибка: request-consumer]",
)
def _request_consumer(world: World) -> None:
    world.draft.card["requests"][0]["consumer"] = "utn"


@example(
    "request-supplier",
    ("requests", 0, "supplier"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле supplier запроса А.3-1 должно называть участника карты с "
    "ролью supplier, получено 'minec'; добавьте в participants или выберите из: ФНС России (fns), Росреестр "
    "(rosreestr) (п. 7) [ошибка: request-supplier]",
)
def _request_supplier(world: World) -> None:
    world.draft.card["requests"][0]["supplier"] = "minec"


@example(
    "request-unused",
    ("requests", 2),
    "content/cards/tkmv-fn-land/v2/card.yml:3: запрос А.3-3 «Запрос сведений 1» не назван ни у одного "
    "документа; укажите его в request нужного документа или уберите запрос (п. 7) [предупреждение: "
    "request-unused]",
)
def _request_unused(world: World) -> None:
    requests = world.draft.card["requests"]
    requests.append({**requests[0], "no": "А.3-3"})


@example(
    "field-twice",
    ("requests", 0, "response_fields", 1, "name"),
    "content/cards/tkmv-fn-land/v2/card.yml:6: поле name ответа на запрос А.3-1 должно встречаться в перечне "
    "один раз, получено 'Наименование'; уберите повтор или уточните наименование (п. 7) [ошибка: field-twice]",
)
def _field_twice(world: World) -> None:
    world.draft.card["requests"][0]["response_fields"][1]["name"] = "Наименование"


@example(
    "supplier-document",
    ("participants", 2),
    "content/cards/tkmv-fn-land/v2/card.yml:3: в documents должен быть документ поставщика Росреестр "
    "(rosreestr), нет ни одного; опишите, что от него получают, или уберите участника (п. 7) [ошибка: "
    "supplier-document]",
)
def _supplier_document(world: World) -> None:
    world.draft.card["documents"].pop()


@example(
    "supplier-request",
    ("participants", 2),
    "content/cards/tkmv-fn-land/v2/card.yml:3: в requests должен быть запрос к поставщику Росреестр "
    "(rosreestr), нет ни одного; опишите запрос и состав сведений или уберите участника (п. 7) [ошибка: "
    "supplier-request]",
)
def _supplier_request(world: World) -> None:
    world.draft.card["requests"].pop()


@example(
    "service-twice",
    ("services", 1, "id"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле id должно встречаться в карте один раз, получено "
    "'service-fns'; дайте сервису свой идентификатор: по нему на него ссылаются запросы и записи (п. 7) "
    "[ошибка: service-twice]",
)
def _service_twice(world: World) -> None:
    world.draft.card["services"][1]["id"] = "service-fns"


@example(
    "service-owner",
    ("services", 1, "owner"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле owner сервиса service-rosreestr должно называть "
    "участника этой карты или подразделение ФТС России, получено 'mincifry'; добавьте в participants: "
    "Минцифры России (mincifry) (п. 7) [ошибка: service-owner]",
)
def _service_owner(world: World) -> None:
    world.draft.card["services"][1]["owner"] = "mincifry"


@example(
    "service-unused",
    ("services", 2),
    "content/cards/tkmv-fn-land/v2/card.yml:3: сервис service-3 «Сведения 3» должен быть назван в service "
    "какого-либо запроса; укажите сервис в запросе или уберите его (п. 7) [ошибка: service-unused]",
)
def _service_unused(world: World) -> None:
    world.draft.card["services"].append({"id": "service-3", "name": "Сведения 3", "owner": "fns"})


@example(
    "request-service",
    ("requests", 1, "service"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле service запроса А.3-2 должно называть сервис этой карты, "
    "получено 'service-rosrestr'; выберите из: service-fns, service-rosreestr — или опишите сервис в "
    "services (п. 7) [ошибка: request-service]",
)
def _request_service(world: World) -> None:
    world.draft.card["requests"][1]["service"] = "service-rosrestr"


@example(
    "request-generation",
    ("requests", 1, "exchange_form"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле exchange_form запроса А.3-2 должно быть smev3: у сервиса "
    "service-rosreestr указаны идентификаторы СМЭВ 3, получено 'smev2'; исправьте форму взаимодействия или "
    "идентификаторы сервиса (п. 7) [ошибка: request-generation]",
)
def _request_generation(world: World) -> None:
    world.draft.card["requests"][1]["exchange_form"] = "smev2"


@example(
    "request-service-idle",
    ("requests", 1, "exchange_form"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле exchange_form запроса А.3-2 должно быть smev2 или smev3, "
    "так как у запроса названы service или mode, получено 'paper'; исправьте форму взаимодействия или "
    "уберите service и mode (п. 7) [ошибка: request-service-idle]",
)
def _request_service_idle(world: World) -> None:
    world.draft.card["requests"][1]["exchange_form"] = "paper"


@example(
    "smev3-mnemonic",
    ("services", 0, "smev3", "mnemonic"),
    "content/cards/tkmv-fn-land/v2/card.yml:5: поле mnemonic сервиса service-fns должно быть мнемоникой из "
    "паспорта вида сведений СМЭВ 3, вид значения обычен для СМЭВ 2, получено 'FNS001001'; сверьте с "
    "паспортом; если сервис относится к СМЭВ 2, заполните smev2 [предупреждение: smev3-mnemonic]",
)
def _smev3_mnemonic(world: World) -> None:
    world.draft.card["services"][0]["smev3"]["mnemonic"] = "FNS001001"


@example(
    "smev3-namespace",
    ("services", 0, "smev3", "namespace"),
    "content/cards/tkmv-fn-land/v2/card.yml:5: поле namespace сервиса service-fns должно быть пространством "
    "имён вида сведений без SID, получено 'urn://smev/SID0003663/1.00'; SID бывает только у сервисов СМЭВ 2: "
    "укажите URN из паспорта вида сведений или заполните smev2 [ошибка: smev3-namespace]",
)
def _smev3_namespace(world: World) -> None:
    world.draft.card["services"][0]["smev3"]["namespace"] = "urn://smev/SID0003663/1.00"


@example(
    "plan-responsible",
    ("tech_plan", 0, "responsible"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле responsible должно называть участника из "
    "content/parties, получено 'cit'; проверьте идентификатор: похож ЦИТТУ (cittu) (п. 7) [ошибка: "
    "plan-responsible]",
)
def _plan_responsible(world: World) -> None:
    world.draft.card["tech_plan"][0]["responsible"] = "cit"


@example(
    "plan-supplier",
    ("tech_plan", 0, "suppliers", 0),
    "content/cards/tkmv-fn-land/v2/card.yml:5: поле suppliers должно называть участника карты с ролью "
    "supplier, получено 'minec'; выберите из: ФНС России (fns), Росреестр (rosreestr) — или уберите строку, "
    "тогда шаг относится ко всем (п. 7) [ошибка: plan-supplier]",
)
def _plan_supplier(world: World) -> None:
    world.draft.card["tech_plan"][0]["suppliers"] = ["minec"]


@example(
    "supplier-tech-plan",
    ("tech_plan",),
    "content/cards/tkmv-fn-land/v2/card.yml:2: поле tech_plan должно содержать шаг для поставщика Росреестр "
    "(rosreestr), нет ни одного; добавьте шаг или назовите поставщика в suppliers шага (п. 7) [ошибка: "
    "supplier-tech-plan]",
)
def _supplier_tech_plan(world: World) -> None:
    for step in world.draft.card["tech_plan"]:
        step["suppliers"] = ["fns"]


@example(
    "tech-plan-order",
    ("tech_plan", 1, "due"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле due этапа «эксплуатация» должно быть не раньше этапа "
    "«функциональные требования» (03.08.2026), получено '2026-07-01'; проверьте даты этапов (п. 7) "
    "[предупреждение: tech-plan-order]",
)
def _tech_plan_order(world: World) -> None:
    world.draft.card["tech_plan"][1]["due"] = "2026-07-01"


@example(
    "annex-file",
    ("annexes", 0, "file"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле file должно называть файл из "
    "content/cards/tkmv-fn-land/v2/files, получено 'files/form.pdf'; положите файл в папку files или "
    "исправьте имя (п. 7) [ошибка: annex-file]",
)
def _annex_file(world: World) -> None:
    world.draft.card["annexes"] = [{"title": "Форма", "file": "files/form.pdf", "sha256": SUM}]


@example(
    "annex-sha256",
    ("annexes", 0, "sha256"),
    "content/cards/tkmv-fn-land/v2/card.yml:4: поле sha256 должно быть суммой файла files/form.pdf: "
    "1111111111111111111111111111111111111111111111111111111111111111, получено "
    "'00000000000000000000000000000000000000000000000000000000000…'; файл изменён или сумма списана с "
    "другого: проверьте, тот ли это файл (п. 7) [ошибка: annex-sha256]",
)
def _annex_sha256(world: World) -> None:
    world.draft.card["annexes"] = [{"title": "Форма", "file": "files/form.pdf", "sha256": SUM}]
    world.draft.files["files/form.pdf"] = "1" * 64


@example(
    "file-idle",
    (),
    "content/cards/tkmv-fn-land/v2/files/form.pdf:1: вложение files/form.pdf должно быть названо в annexes "
    "карты или в scans записи, его не называет никто; укажите файл или удалите его [предупреждение: "
    "file-idle]",
)
def _file_idle(world: World) -> None:
    world.draft.files["files/form.pdf"] = SUM


@example(
    "version-gap",
    ("version",),
    "content/cards/tkmv-fn-land/v3/card.yml:2: поле version должно быть 2: версии карты tkmv-fn-land идут "
    "подряд, получено '3'; переименуйте папку версии в v2 или верните пропавшую (п. 41) [ошибка: version-gap]",
)
def _version_gap(world: World) -> None:
    world.draft.card["version"] = "3"
    versions = world.cards["tkmv-fn-land"]
    versions[3] = versions.pop(2)


@example(
    "version-premature",
    ("version",),
    "content/cards/tkmv-svc-carriers/v2/card.yml:2: версия 2 должна начинаться, когда версия 1 вступила в "
    "силу или отозвана: её стадия «Согласована поставщиками»; внесите изменения в версию 1 или отзовите её "
    "(п. 41) [ошибка: version-premature]",
)
def _version_premature(world: World) -> None:
    text = {**world.service.card, "version": "2", "title": "ТКМВ о перевозчиках"}
    world.cards["tkmv-svc-carriers"][2] = Folder(text)


@example(
    "version-route",
    ("route",),
    "content/cards/tkmv-fn-land/v2/card.yml:2: поле route должно быть function, как в версии 1, получено "
    "'service'; верните маршрут или заведите отдельную карту (п. 41) [ошибка: version-route]",
)
def _version_route(world: World) -> None:
    world.draft.card["route"] = "service"


@example(
    "version-same",
    ("version",),
    "content/cards/tkmv-fn-land/v2/card.yml:2: текст версии 2 должен отличаться от версии 1, тексты "
    "одинаковы; внесите изменения или удалите лишнюю версию (п. 41) [предупреждение: version-same]",
)
def _version_same(world: World) -> None:
    world.draft.card["title"] = world.function.card["title"]


@example(
    "blank-left",
    ("procedure", "result"),
    "content/cards/tkmv-fn-land/v2/card.yml:3: поле result должно быть заполнено, получено 'Заполните: результат'; "
    "напишите вместо подсказки результат (п. 7) [предупреждение: blank-left]",
)
def _blank_left(world: World) -> None:
    world.draft.card["procedure"]["result"] = "Заполните: результат"
