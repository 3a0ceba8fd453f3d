"""Examples of rules over parties, contact lists and passports."""

from tests.checks.build import World
from tests.checks.example import example


@example(
    "role-missing",
    (),
    "content/procedure/order-151r.yml:1: роль au (Аналитическое управление) должна быть у одного участника, "
    "сейчас её нет ни у кого; укажите role: au в файле этого участника в content/parties (п. 14) [ошибка: "
    "role-missing]",
)
def _role_missing(world: World) -> None:
    del world.parties["au"]["role"]


@example(
    "role-twice",
    ("role",),
    "content/parties/utn.yml:2: поле role должно быть 'guit' у одного участника, эта роль уже у ГУИТ (guit); "
    "уберите role у одного из них (р. 3) [ошибка: role-twice]",
)
def _role_twice(world: World) -> None:
    world.parties["utn"]["role"] = "guit"


@example(
    "role-kind",
    ("kind",),
    "content/parties/ud.yml:2: поле kind должно быть видом участника из состава ФТС России: Управление "
    "делами, получено 'organisation'; проверьте kind и role этого участника (п. 19) [ошибка: role-kind]",
)
def _role_kind(world: World) -> None:
    world.parties["ud"]["kind"] = "organisation"


@example(
    "party-name-period",
    ("names", 1, "since"),
    "content/parties/mincifry.yml:4: поле since наименования «Минцифры России» должно быть 2018-05-15: "
    "прежнее действует по 2018-05-14, получено '2018-05-20'; периоды наименований идут от старых к новым, "
    "без разрывов и наложений [ошибка: party-name-period]",
)
def _party_name_period(world: World) -> None:
    world.parties["mincifry"]["names"][1]["since"] = "2018-05-20"


@example(
    "party-name-twice",
    ("names", 0, "short"),
    "content/parties/rosreestr.yml:4: поле short должно отличаться от наименования другого участника, "
    "content/parties/fns.yml, получено 'Росреестр'; если это один и тот же участник, оставьте один файл; "
    "иначе уточните наименование [ошибка: party-name-twice]",
)
def _party_name_twice(world: World) -> None:
    world.parties["fns"]["names"][0]["short"] = "РОСРЕЕСТР"


@example(
    "party-reference",
    ("parent",),
    "content/parties/vnukovo.yml:2: поле parent должно называть участника из content/parties, получено "
    "'ctuu'; проверьте идентификатор: похож ЦТУ (ctu) [ошибка: party-reference]",
)
def _party_reference(world: World) -> None:
    world.parties["vnukovo"]["parent"] = "ctuu"


@example(
    "party-cycle",
    ("parent",),
    "content/parties/fts.yml:2: поле parent должно не возвращаться к самому участнику: fts → fts, получено "
    "'fts'; уберите лишнюю ссылку из этого круга [ошибка: party-cycle]",
)
def _party_cycle(world: World) -> None:
    world.parties["fts"]["parent"] = "fts"


@example(
    "parent-outside-fts",
    ("parent",),
    "content/parties/vnukovo.yml:2: поле parent должно называть участника из состава ФТС России, получено "
    "'fns'; ФНС России (fns) не входит в ФТС России: укажите РТУ или fts (п. 3) [ошибка: parent-outside-fts]",
)
def _parent_outside_fts(world: World) -> None:
    world.parties["vnukovo"]["parent"] = "fns"


@example(
    "customs-code-twice",
    ("customs_code",),
    "content/parties/vnukovo.yml:2: поле customs_code должно быть своим у каждого таможенного органа, этот "
    "код уже у ЦТУ (ctu), получено '10001000'; сверьте с классификатором (п. 3) [ошибка: customs-code-twice]",
)
def _customs_code_twice(world: World) -> None:
    world.parties["ctu"]["customs_code"] = "10001000"


@example(
    "customs-code-alien",
    ("customs_code",),
    "content/parties/fns.yml:2: поле customs_code должно быть только у таможенных органов, получено "
    "'10002000'; ФНС России (fns) не таможенный орган: уберите код или исправьте kind (п. 3) [ошибка: "
    "customs-code-alien]",
)
def _customs_code_alien(world: World) -> None:
    world.parties["fns"]["customs_code"] = "10002000"


@example(
    "contacts-party",
    ("party",),
    "content/contacts/fnss.yml:2: поле party должно называть участника из content/parties, получено 'fnss'; "
    "проверьте идентификатор: похож ФНС России (fns) (п. 6) [ошибка: contacts-party]",
)
def _contacts_party(world: World) -> None:
    del world.parties["secretariat"]["role"]
    world.contacts["fnss"] = {**world.contacts["fns"], "party": "fnss"}


@example(
    "contact-twice",
    ("officials", 1, "id"),
    "content/contacts/fns.yml:4: поле id должно встречаться в файле один раз, получено 'zam'; дайте записи "
    "свой идентификатор: по нему на неё ссылаются карты (п. 6) [ошибка: contact-twice]",
)
def _contact_twice(world: World) -> None:
    officials = world.contacts["fns"]["officials"]
    officials.append({**officials[0], "post": "Начальник отдела"})


@example(
    "contact-period",
    ("officials", 1, "until"),
    "content/contacts/fns.yml:4: поле until записи bylo должно быть не раньше since (2026-03-02), получено "
    "'2025-03-02'; поменяйте даты местами или исправьте год (п. 6) [ошибка: contact-period]",
)
def _contact_period(world: World) -> None:
    officials = world.contacts["fns"]["officials"]
    officials.append({**officials[0], "id": "bylo", "since": "2026-03-02", "until": "2025-03-02"})


@example(
    "contact-confirmed-future",
    ("officials", 0, "confirmed"),
    "content/contacts/fns.yml:4: поле confirmed записи zam должно быть не позже сегодняшнего дня "
    "(2026-11-20), получено '2026-12-10'; укажите день, когда сведения проверены (п. 6) [ошибка: "
    "contact-confirmed-future]",
)
def _contact_confirmed_future(world: World) -> None:
    world.contacts["fns"]["officials"][0]["confirmed"] = "2026-12-10"


@example(
    "contact-stale",
    ("officials", 0, "confirmed"),
    "content/contacts/fns.yml:4: поле confirmed записи zam должно быть не раньше 2026-08-22 (90 дней), "
    "получено '2026-08-21'; проверьте сведения и обновите дату подтверждения (п. 6) [предупреждение: "
    "contact-stale]",
)
def _contact_stale(world: World) -> None:
    world.contacts["fns"]["officials"][0]["confirmed"] = "2026-08-21"


@example(
    "contact-nobody",
    ("officials",),
    "content/contacts/vnukovo.yml:2: у участника Внуковская таможня (vnukovo) на 20.11.2026 нет действующих "
    "ответственных; добавьте ответственного: tkmv new contact vnukovo (п. 6) [предупреждение: contact-nobody]",
)
def _contact_nobody(world: World) -> None:
    world.contacts["vnukovo"]["officials"][0]["until"] = "2026-11-19"


@example(
    "contact-acting-for",
    ("officials", 0, "acting_for"),
    "content/contacts/fns.yml:4: поле acting_for записи zam должно называть другую запись этого файла, "
    "получено 'nachalnik'; других записей в файле нет: уберите acting_for (п. 6) [ошибка: contact-acting-for]",
)
def _contact_acting_for(world: World) -> None:
    world.contacts["fns"]["officials"][0]["acting_for"] = "nachalnik"


@example(
    "contact-key-twice",
    ("officials", 0, "public_key"),
    "content/contacts/guit.yml:4: поле public_key записи zam должно быть своим, этот ключ уже у АУ (au); "
    "укажите ключ этого должностного лица [ошибка: contact-key-twice]",
)
def _contact_key_twice(world: World) -> None:
    world.contacts["au"]["officials"][0]["public_key"] = "ssh-ed25519 AAAA zam@au"
    world.contacts["guit"]["officials"][0]["public_key"] = "ssh-ed25519 AAAA zam@guit"


@example(
    "contacts-missing",
    (),
    "content/parties/utovek.yml:1: нет списка контактов участника УТОВЭК (utovek), он назван в карте «ТКМВ о "
    "декларациях»; добавьте ответственных: tkmv new contact utovek (п. 6) [предупреждение: contacts-missing]",
)
def _contacts_missing(world: World) -> None:
    del world.contacts["utovek"]


@example(
    "signer-missing",
    ("officials",),
    "content/contacts/au.yml:2: у участника АУ (au) некому согласовать карту «ТКМВ о сведениях о земельных "
    "участках (новая)»; укажите approval или signature в answers_for того, кто согласует, или добавьте его "
    "(п. 6) [предупреждение: signer-missing]",
)
def _signer_missing(world: World) -> None:
    officials = world.contacts["au"]["officials"]
    officials[0]["until"] = "2026-11-19"
    officials.append({**officials[0], "id": "nov", "since": "2026-11-20", "answers_for": ["order"]})
    del officials[1]["until"]


@example(
    "appointment-missing",
    (),
    "content/contacts/vnukovo.yml:1: не назначен ответственный за исполнение Порядка: Внуковская таможня "
    "(vnukovo); внесите appointment в content/contacts/vnukovo.yml: номер, дату, должность (р. 2) "
    "[предупреждение: appointment-missing]",
)
def _appointment_missing(world: World) -> None:
    del world.contacts["vnukovo"]["appointment"]


@example(
    "appointment-post",
    ("appointment", "post"),
    "content/contacts/vnukovo.yml:3: поле post должно называть должность из officials, которая сейчас "
    "отвечает за исполнение Порядка (order), получено 'Начальник'; обновите назначение или список "
    "ответственных (р. 2) [предупреждение: appointment-post]",
)
def _appointment_post(world: World) -> None:
    world.contacts["vnukovo"]["appointment"]["post"] = "Начальник"


@example(
    "appointment-future",
    ("appointment", "date"),
    "content/contacts/vnukovo.yml:3: поле date должно быть не позже сегодняшнего дня (2026-11-20), получено "
    "'2027-01-09'; проверьте дату документа (р. 2) [ошибка: appointment-future]",
)
def _appointment_future(world: World) -> None:
    world.contacts["vnukovo"]["appointment"]["date"] = "2027-01-09"


@example(
    "demonstration-contact",
    ("officials", 0, "demonstration"),
    "content/contacts/fns.yml:4: поле demonstration записи zam должно быть false, так как портал не "
    "демонстрационный; замените запись настоящим контактом (п. 6) [ошибка: demonstration-contact]",
)
def _demonstration_contact(world: World) -> None:
    world.site |= {"demonstration": "false"}
    del world.site["as_of"]
    for ident, contacts in world.contacts.items():
        contacts["officials"][0]["demonstration"] = str(ident == "fns").lower()


@example(
    "passport-missing",
    (),
    "content/cards/tkmv-svc-carriers/v1/card.yml:1: поле passport должно называть паспорт государственной "
    "услуги, оно не заполнено (правило портала к п. 8); составьте паспорт в content/passports и укажите его "
    "идентификатор [ошибка: passport-missing]",
)
def _passport_missing(world: World) -> None:
    del world.service.card["passport"]


@example(
    "passport-unknown",
    ("passport",),
    "content/cards/tkmv-svc-carriers/v1/card.yml:2: поле passport должно называть паспорт из "
    "content/passports, получено 'cariers'; есть: carriers (п. 8) [ошибка: passport-unknown]",
)
def _passport_unknown(world: World) -> None:
    world.service.card["passport"] = "cariers"


@example(
    "passport-route",
    ("passport",),
    "content/cards/tkmv-fn-land/v2/card.yml:2: поле passport должно быть только у карты услуги (route: "
    "service), получено 'carriers'; уберите passport или исправьте route (п. 8) [предупреждение: "
    "passport-route]",
)
def _passport_route(world: World) -> None:
    world.draft.card["passport"] = "carriers"


@example(
    "passport-differs",
    ("procedure", "term"),
    "content/cards/tkmv-svc-carriers/v1/card.yml:3: поле term должно совпадать со сроком из паспорта: 15 "
    "working_days, получено '30 working_days'; сверьте карту с content/passports/carriers.yml и исправьте "
    "то, что устарело (п. 8) [предупреждение: passport-differs]",
)
def _passport_differs(world: World) -> None:
    world.service.card["procedure"]["term"]["value"] = "30"


@example(
    "passport-party",
    ("territorial_bodies", 2),
    "content/passports/carriers.yml:3: поле territorial_bodies должно называть участника из content/parties, "
    "получено 'vnukova'; проверьте идентификатор: похож Внуковская таможня (vnukovo) (п. 8) [ошибка: "
    "passport-party]",
)
def _passport_party(world: World) -> None:
    world.passports["carriers"]["territorial_bodies"].append("vnukova")


@example(
    "passport-kind",
    ("territorial_bodies", 2),
    "content/passports/carriers.yml:3: поле territorial_bodies должно называть РТУ или таможню, получено "
    "'au'; АУ (au) — не РТУ и не таможня: уберите строку (п. 8) [ошибка: passport-kind]",
)
def _passport_kind(world: World) -> None:
    world.passports["carriers"]["territorial_bodies"].append("au")


@example(
    "passport-unused",
    (),
    "content/passports/svh.yml:1: паспорт услуги «Реестр СВХ» не назван ни в одной карте; укажите passport: "
    "svh в карте этой услуги или уберите паспорт (п. 8) [предупреждение: passport-unused]",
)
def _passport_unused(world: World) -> None:
    world.passports["svh"] = {**world.passports["carriers"], "id": "svh", "short_name": "Реестр СВХ"}


@example(
    "passport-future",
    ("updated_on",),
    "content/passports/carriers.yml:2: поле updated_on должно быть не позже сегодняшнего дня (2026-11-20), "
    "получено '2027-09-01'; проверьте дату (п. 8) [ошибка: passport-future]",
)
def _passport_future(world: World) -> None:
    world.passports["carriers"]["updated_on"] = "2027-09-01"
