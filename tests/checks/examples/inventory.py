"""Examples of rules over the inventory of monitoring: targets, checks, files, coverage."""

from tests.checks.build import World
from tests.checks.example import example


@example(
    "target-owner",
    ("owner",),
    "content/monitoring/targets/adapter.yml:2: поле owner должно называть подразделение ФТС России, так "
    "как объект — компонент информационных систем таможенных органов, получено 'fns'; исправьте владельца "
    "или вид объекта (kind) (п. 25) [ошибка: target-owner]",
)
def _target_owner(world: World) -> None:
    world.targets["adapter"]["owner"] = "fns"


@example(
    "target-side",
    ("side",),
    "content/monitoring/targets/smev3.yml:2: поле side должно быть smev, так как объект — узел СМЭВ, "
    "получено 'supplier'; исправьте сторону или вид объекта (kind) (п. 26) [ошибка: target-side]",
)
def _target_side(world: World) -> None:
    world.targets["smev3"]["side"] = "supplier"


@example(
    "target-behind",
    ("behind", 0),
    "content/monitoring/targets/fns-land.yml:3: поле behind должно называть объект из "
    "content/monitoring/targets, получено 'smev33'; проверьте идентификатор: похож smev3 (п. 25) [ошибка: "
    "target-behind]",
)
def _target_behind(world: World) -> None:
    world.targets["fns-land"]["behind"] = ["smev33"]


@example(
    "target-cycle",
    ("behind",),
    "content/monitoring/targets/declarations.yml:2: объект не должен стоять сам за собой, получилось: "
    "declarations → smev3 → declarations; уберите из behind лишнюю зависимость (п. 25) [ошибка: "
    "target-cycle]",
)
def _target_cycle(world: World) -> None:
    world.targets["smev3"]["behind"] = ["declarations"]


@example(
    "target-card",
    ("serves", 1, "card"),
    "content/monitoring/targets/fns-land.yml:4: поле card должно называть карту из content/cards, "
    "получено 'tkmv-fn-lend'; проверьте идентификатор карты (п. 25) [ошибка: target-card]",
)
def _target_card(world: World) -> None:
    world.targets["fns-land"]["serves"].append({"card": "tkmv-fn-lend", "service": "extract"})


@example(
    "target-request",
    ("serves", 0, "requests", 1),
    "content/monitoring/targets/rosreestr-land.yml:5: поле requests должно называть запрос карты "
    "tkmv-fn-land, получено 'А.3-3'; в карте есть: А.3-1, А.3-2 (п. 25) [ошибка: target-request]",
)
def _target_request(world: World) -> None:
    world.targets["rosreestr-land"]["serves"][0]["requests"].append("А.3-3")


@example(
    "target-idle",
    (),
    "content/monitoring/targets/declarations.yml:1: поле serves должно называть карты, которым служит "
    "сервис; добавьте serves или укажите until, если сервис больше не нужен (п. 25) [предупреждение: "
    "target-idle]",
)
def _target_idle(world: World) -> None:
    world.targets["declarations"]["serves"] = []


@example(
    "target-stranger",
    ("owner",),
    "content/monitoring/targets/rosreestr-land.yml:2: поле owner должно называть того, чей сервис нужен "
    "карте tkmv-fn-land: Росреестр (rosreestr), получено 'fns'; исправьте владельца или запись serves (п. "
    "25) [ошибка: target-stranger]",
)
def _target_stranger(world: World) -> None:
    world.targets["rosreestr-land"]["owner"] = "fns"


@example(
    "target-blank",
    ("not_watched", 0, "reason"),
    "content/monitoring/targets/rosreestr-land.yml:4: поле reason должно быть заполнено, получено "
    "'Заполните: причина'; напишите вместо подсказки причина (п. 25) [предупреждение: target-blank]",
)
def _target_blank(world: World) -> None:
    world.targets["rosreestr-land"]["not_watched"][0]["reason"] = "Заполните: причина"


@example(
    "target-unwatched",
    (),
    "content/monitoring/targets/rosreestr-land.yml:1: объект должен иметь проверки или причины в "
    "not_watched, не сказано: доступность; добавьте checks или запишите причину в not_watched (п. 29) "
    "[ошибка: target-unwatched]",
)
def _target_unwatched(world: World) -> None:
    world.targets["rosreestr-land"]["checks"] = []


@example(
    "control-missing",
    (),
    "content/monitoring/targets:1: среди объектов должен быть контрольный (control: true) с проверкой, "
    "его нет; заведите объект в своей сети, без которого остальные измерения ничего не значат (п. 29) "
    "[предупреждение: control-missing]",
)
def _control_missing(world: World) -> None:
    del world.targets["adapter"]["control"]


@example(
    "target-period",
    ("until",),
    "content/monitoring/targets/fns-land.yml:2: поле until должно быть не раньше since (2026-09-01), "
    "получено '2026-08-31'; исправьте одну из дат (п. 25) [ошибка: target-period]",
)
def _target_period(world: World) -> None:
    world.targets["fns-land"]["until"] = "2026-08-31"


@example(
    "maintenance-order",
    ("maintenance", 0, "until"),
    "content/monitoring/targets/smev3.yml:4: поле until должно быть позже начала работ: 28.11.2026 22:00 "
    "(московское время), получено '28.11.2026 21:30 (московское время)'; исправьте время начала или "
    "окончания работ (п. 29) [ошибка: maintenance-order]",
)
def _maintenance_order(world: World) -> None:
    world.targets["smev3"]["maintenance"][0]["until"] = "2026-11-28T21:30+03:00"


@example(
    "maintenance-letter",
    ("maintenance", 0, "letter", "date"),
    "content/monitoring/targets/smev3.yml:5: поле date должно быть не позже дня начала работ "
    "(2026-11-28), получено '2026-11-30'; сбой, объяснённый задним числом, плановыми работами не "
    "становится: уберите запись (п. 29) [ошибка: maintenance-letter]",
)
def _maintenance_letter(world: World) -> None:
    world.targets["smev3"]["maintenance"][0]["letter"]["date"] = "2026-11-30"


@example(
    "silence-order",
    ("silences", 0, "until"),
    "content/monitoring/targets/rosreestr-land.yml:4: поле until должно быть позже начала тишины: "
    "16.11.2026 09:00 (московское время), получено '15.11.2026 18:00 (московское время)'; исправьте одно "
    "из времён (п. 29) [ошибка: silence-order]",
)
def _silence_order(world: World) -> None:
    world.targets["rosreestr-land"]["silences"][0]["until"] = "2026-11-15T18:00+03:00"


@example(
    "silence-ended",
    ("silences", 0),
    "content/monitoring/targets/rosreestr-land.yml:3: тишина окончена 19.11.2026 18:00 (московское время) "
    "и больше не нужна: «Смена версии»; уберите запись (п. 29) [предупреждение: silence-ended]",
)
def _silence_ended(world: World) -> None:
    world.targets["rosreestr-land"]["silences"][0]["until"] = "2026-11-19T18:00+03:00"


@example(
    "silence-long",
    ("silences", 0, "until"),
    "content/monitoring/targets/rosreestr-land.yml:4: поле until должно быть не позже чем через 31 день "
    "после начала, получено '15.01.2027 18:00 (московское время)'; укажите ближайший срок и продлите его, "
    "если понадобится (п. 29) [предупреждение: silence-long]",
)
def _silence_long(world: World) -> None:
    world.targets["rosreestr-land"]["silences"][0]["until"] = "2027-01-15T18:00+03:00"


@example(
    "check-twice",
    ("checks", 1, "id"),
    "content/monitoring/targets/fns-land.yml:4: поле id должно встречаться у объекта один раз, получено "
    "'wsdl'; дайте проверке свой идентификатор: по нему хранятся измерения (п. 29) [ошибка: check-twice]",
)
def _check_twice(world: World) -> None:
    world.targets["fns-land"]["checks"][1]["id"] = "wsdl"


@example(
    "check-kind",
    ("checks", 0, "kind"),
    "content/monitoring/targets/fns-land.yml:4: поле kind проверки wsdl должно быть одним из: reported, "
    "soap, так как цель — работоспособность электронных сервисов Поставщиков данных, получено 'wsdl'; "
    "выберите другой вид проверки или другую цель (purpose) (п. 29) [ошибка: check-kind]",
)
def _check_kind(world: World) -> None:
    world.targets["fns-land"]["checks"][0]["purpose"] = "service_health"


@example(
    "check-purpose",
    ("checks", 1, "purpose"),
    "content/monitoring/targets/smev3.yml:4: поле purpose проверки wsdl должно быть одним из: "
    "smev_availability, так как объект — узел СМЭВ, получено 'service_availability'; исправьте цель "
    "проверки или вид объекта (п. 29) [ошибка: check-purpose]",
)
def _check_purpose(world: World) -> None:
    world.targets["smev3"]["checks"][1]["purpose"] = "service_availability"


@example(
    "check-schedule",
    ("checks", 1, "every"),
    "content/monitoring/targets/smev3.yml:4: поле every проверки wsdl должно быть целым числом минут от "
    "1m до 1d, получено '90s'; укажите, например, 5m (п. 28) [ошибка: check-schedule]",
)
def _check_schedule(world: World) -> None:
    world.targets["smev3"]["checks"][1]["every"] = "90s"


@example(
    "check-limits",
    ("checks", 3, "warn_days"),
    "content/monitoring/targets/adapter.yml:4: поле warn_days проверки certificate должно перечислять дни "
    "по убыванию без повторов, получено '7, 30'; запишите, например, 60, 30, 14, 7 (п. 29) [ошибка: "
    "check-limits]",
)
def _check_limits(world: World) -> None:
    world.targets["adapter"]["checks"][3]["warn_days"] = ["7", "30"]


@example(
    "check-address",
    ("checks", 0, "url"),
    "content/monitoring/targets/fns-land.yml:4: поле url проверки wsdl должно вести в сеть, разрешённую в "
    "content/monitoring/networks.yml, получено '10.1.2.3'; согласуйте сеть с администраторами (п. 25) "
    "[ошибка: check-address]",
)
def _check_address(world: World) -> None:
    world.targets["fns-land"]["checks"][0]["url"] = "http://10.1.2.3:7575/ws?wsdl"


@example(
    "check-credentials",
    ("checks", 0, "url"),
    "content/monitoring/targets/fns-land.yml:4: поле url проверки wsdl не должно содержать имени и пароля; "
    "уберите их и смените пароль: он уже в истории; проверке доступен только открытый адрес (п. 25) "
    "[ошибка: check-credentials]",
)
def _check_credentials(world: World) -> None:
    world.targets["fns-land"]["checks"][0]["url"] = "http://name:word@127.151.2.1:7575/ws?wsdl"


@example(
    "certificate-source",
    ("checks", 3),
    "content/monitoring/targets/adapter.yml:3: проверка certificate должна называть ровно одно: file, address или url, "
    "названо: file, address; оставьте то место, где сертификат виден (п. 29) [ошибка: certificate-source]",
)
def _certificate_source(world: World) -> None:
    world.targets["adapter"]["checks"][3]["address"] = "127.151.3.1:8443"


@example(
    "soap-permission",
    ("checks", 1),
    "content/monitoring/targets/fns-land.yml:3: поле permitted проверки example должно называть письмо, "
    "которым разрешён контрольный пример; укажите письмо или уберите проверку: владелец ФНС России (fns) "
    "её не разрешал (п. 29) [ошибка: soap-permission]",
)
def _soap_permission(world: World) -> None:
    del world.targets["fns-land"]["checks"][1]["permitted"]


@example(
    "kept-missing",
    ("checks", 3, "file"),
    "content/monitoring/targets/adapter.yml:4: поле file проверки certificate должно называть файл из "
    "content/monitoring/certificates, получено 'adapter.cer'; положите файл в эту папку или исправьте имя "
    "(п. 25) [ошибка: kept-missing]",
)
def _kept_missing(world: World) -> None:
    del world.kept["certificates/adapter.cer"]


@example(
    "kept-idle",
    (),
    "content/monitoring/certificates/old.cer:1: файл должен быть назван в какой-либо проверке; добавьте "
    "проверку или уберите файл (п. 25) [предупреждение: kept-idle]",
)
def _kept_idle(world: World) -> None:
    world.kept["certificates/old.cer"] = b"\x30\x00"


@example(
    "kept-private-key",
    (),
    "content/monitoring/certificates/adapter.cer:1: файл не должен содержать закрытый ключ, получено: "
    "закрытый ключ PEM; уберите файл и замените ключ: попавший в репозиторий ключ скомпрометирован (п. 29) "
    "[ошибка: kept-private-key]",
)
def _kept_private_key(world: World) -> None:
    world.kept["certificates/adapter.cer"] = b"-----BEGIN EC " + b"PRIVATE KEY-----"


@example(
    "example-xml",
    (),
    "content/monitoring/examples/land.xml:1: контрольный пример должен быть документом XML, ошибка в "
    "строке 2; исправьте файл (п. 29) [ошибка: example-xml]",
)
def _example_xml(world: World) -> None:
    world.kept["examples/land.xml"] = b"<Envelope>\n</Envelop>"


@example(
    "assertion-xpath",
    ("checks", 1, "assertions", 0, "xpath"),
    "content/monitoring/targets/fns-land.yml:6: поле xpath должно быть выражением XPath, все приставки "
    "которого есть в namespaces, получено '//soap:Fault'; исправьте выражение или добавьте приставку в "
    "namespaces (п. 29) [ошибка: assertion-xpath]",
)
def _assertion_xpath(world: World) -> None:
    world.targets["fns-land"]["checks"][1]["assertions"][0]["xpath"] = "//soap:Fault"


@example(
    "inventory-missing",
    (),
    "content/monitoring/targets:1: карты в силе ведут обмен через СМЭВ, а объектов наблюдения в "
    "content/monitoring/targets нет; заведите объекты: tkmv new target ID --card CARD (п. 25) "
    "[предупреждение: inventory-missing]",
)
def _inventory_missing(world: World) -> None:
    world.targets = {}


@example(
    "request-unwatched",
    ("requests", 1),
    "content/cards/tkmv-fn-land/v1/card.yml:3: у запроса А.3-2 «Запрос сведений 2» не наблюдается "
    "работоспособность сервиса; добавьте проверку или причину в not_watched: "
    "content/monitoring/targets/rosreestr-land.yml (п. 29) [предупреждение: request-unwatched]",
)
def _request_unwatched(world: World) -> None:
    world.targets["rosreestr-land"]["not_watched"] = []


@example(
    "reason-needless",
    ("not_watched", 0),
    "content/monitoring/targets/fns-land.yml:3: работоспособность наблюдается, причина в not_watched "
    "больше не нужна: «Нет примера»; уберите запись (п. 29) [ошибка: reason-needless]",
)
def _reason_needless(world: World) -> None:
    world.targets["fns-land"]["not_watched"] = [{"watch": "health", "reason": "Нет примера"}]
