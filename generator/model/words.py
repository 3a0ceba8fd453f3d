"""Russian words of coded values, by the field that holds them: what pages, papers and differences print."""

from collections.abc import Mapping

# How a scaffolded text begins until its author has written it.
FILL = "Заполните: "

ACT_KINDS: Mapping[str, str] = {
    "law": "федеральный закон",
    "code": "кодекс",
    "president": "акт Президента Российской Федерации",
    "government": "акт Правительства Российской Федерации",
    "agency": "акт ведомства",
    "eaeu": "акт ЕАЭС",
    "treaty": "международный договор",
    "agreement": "соглашение",
    "other": "иной акт",
}
# Forms after 1, 2 and 5.
TERM_UNITS: Mapping[str, tuple[str, str, str]] = {
    "minutes": ("минута", "минуты", "минут"),
    "hours": ("час", "часа", "часов"),
    "working_days": ("рабочий день", "рабочих дня", "рабочих дней"),
    "calendar_days": ("календарный день", "календарных дня", "календарных дней"),
    "months": ("месяц", "месяца", "месяцев"),
}
APPLICANTS: Mapping[str, str] = {
    "individual": "физические лица",
    "entrepreneur": "индивидуальные предприниматели",
    "organisation": "юридические лица",
}
EXCHANGE_FORMS: Mapping[str, str] = {
    "smev2": "СМЭВ 2",
    "smev3": "СМЭВ 3",
    "portal": "портал",
    "email": "электронная почта",
    "paper": "на бумаге",
    "media": "на носителе",
}
MODES: Mapping[str, str] = {
    "sync": "синхронный",
    "async": "асинхронный",
    "broadcast": "рассылка",
    "push": "по событию",
}
DIRECTIONS: Mapping[str, str] = {"forward": "прямое", "reverse": "обратное", "both": "в обе стороны"}
DOCUMENT_SOURCES: Mapping[str, str] = {
    "applicant": "заявитель",
    "issued_by_state": "государственный орган (организация)",
    "internal": "ФТС России",
}
OBTAINED_BY: Mapping[str, str] = {
    "applicant": "представляет заявитель",
    "interagency": "межведомственный запрос",
    "internal": "внутри ФТС России",
}
FIELD_TYPES: Mapping[str, str] = {
    "string": "строка",
    "number": "число",
    "date": "дата",
    "boolean": "да или нет",
    "file": "файл",
    "list": "список",
    "object": "составное",
}
ENVIRONMENTS: Mapping[str, str] = {
    "production": "продуктивная",
    "test": "тестовая",
    "development": "среда разработки",
}
TECH_STAGES: Mapping[str, str] = {
    "requirements": "функциональные требования",
    "development": "разработка",
    "test_env": "тестовая среда",
    "production_registration": "регистрация в продуктивной среде",
    "operation": "промышленная эксплуатация",
}
PARTICIPANT_ROLES: Mapping[str, str] = {"consumer": "Потребитель данных", "supplier": "Поставщик данных"}
OBSTACLES: Mapping[str, str] = {"none": "нет", "exist": "есть"}
ROUTES_SHORT: Mapping[str, str] = {
    "service": "государственная услуга",
    "function": "государственная функция",
    "incoming": "ТКМВ другого ФОИВ",
}
FLAGS: Mapping[str, str] = {"true": "да", "false": "нет"}

# Coded fields of a card by name; `unit` of a participant is a text, which is not among the codes and stays as it is.
CODED: Mapping[str, Mapping[str, str]] = {
    "applicants": APPLICANTS,
    "consent_required": FLAGS,
    "direction": DIRECTIONS,
    "environment": ENVIRONMENTS,
    "exchange_form": EXCHANGE_FORMS,
    "kind": ACT_KINDS,
    "mode": MODES,
    "obstacles": OBSTACLES,
    "obtained_by": OBTAINED_BY,
    "required": FLAGS,
    "role": PARTICIPANT_ROLES,
    "route": ROUTES_SHORT,
    "source": DOCUMENT_SOURCES,
    "stage": TECH_STAGES,
    "type": FIELD_TYPES,
    "unit": {code: forms[2] for code, forms in TERM_UNITS.items()},
}

PARTY_KINDS: Mapping[str, str] = {
    "fts": "Федеральная таможенная служба",
    "fts_unit": "структурное подразделение ФТС России",
    "rtu": "региональное таможенное управление",
    "customs": "таможня",
    "foiv": "федеральный орган исполнительной власти",
    "fund": "государственный внебюджетный фонд",
    "regional": "орган исполнительной власти субъекта Российской Федерации",
    "municipal": "орган местного самоуправления",
    "subordinate": "подведомственная организация",
    "organisation": "организация",
    "council": "коллегиальный орган",
}
# What the order calls bearers and addressees of duties, in the nominative.
ORDER_ROLES: Mapping[str, str] = {
    "responsible_unit": "ответственное подразделение",
    "interested_units": "заинтересованные подразделения",
    "suppliers": "поставщики данных",
    "recipients": "получатели данных",
    "fts": "ФТС России",
    "guit": "ГУИТ",
    "cittu": "ЦИТТУ",
    "au": "АУ",
    "ud": "УД",
    "minec": "Минэкономразвития России",
    "mincifry": "Минцифры России",
    "government": "Правительство Российской Федерации",
    "subcommission": "Подкомиссия",
    "expert_secretariat": "секретариат экспертной группы",
}
# What opens a duty, as the end of «срок идёт со дня, когда …».
EVENTS: Mapping[str, str] = {
    "all_suppliers_agreed": "ТКМВ согласовал последний из поставщиков",
    "memo": "направлена служебная записка",
    "protocol_at_fts": "протокол поступил в ФТС России",
    "protocol_at_consumer": "протокол получил Потребитель данных",
    "functional_requirements": "подготовлены функциональные требования",
    "commissioning": "сервис введён в промышленную эксплуатацию",
    "sheet_and_ecard": "получены и лист утверждения, и электронная копия ТКМВ",
    "sheet_returned": "возвращён согласованный лист утверждения",
    "protocol_at_fts_supplier": "копию протокола получил Поставщик данных для ФОИВ",
    "service_registration": "сервис зарегистрирован в продуктивной среде СМЭВ",
    "sitting": "назначено заседание экспертной группы",
}
