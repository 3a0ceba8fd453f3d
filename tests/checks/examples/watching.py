"""Examples of rules over address policy, people and incidents of monitoring."""

from tests.checks.build import World
from tests.checks.example import example


@example(
    "network-approved",
    ("networks", 0, "approved", "party"),
    "content/monitoring/networks.yml:5: поле party должно называть подразделение ФТС России, получено "
    "'rosreestr'; сети для проверок разрешают администраторы ФТС России (п. 25) [ошибка: "
    "network-approved]",
)
def _network_approved(world: World) -> None:
    world.networks["networks"][0]["approved"]["party"] = "rosreestr"


@example(
    "network-wide",
    ("networks", 0, "network"),
    "content/monitoring/networks.yml:4: поле network должно быть сетью не шире /8, получено '0.0.0.0/0'; "
    "перечислите нужные сети отдельно (п. 25) [ошибка: network-wide]",
)
def _network_wide(world: World) -> None:
    world.networks["networks"][0]["network"] = "0.0.0.0/0"


@example(
    "network-twice",
    ("networks", 1, "network"),
    "content/monitoring/networks.yml:4: поле network должно лежать вне разрешённой сети 127.151.0.0/16, "
    "получено '127.151.1.0/24'; уберите одну из записей (п. 25) [предупреждение: network-twice]",
)
def _network_twice(world: World) -> None:
    other = {**world.networks["networks"][0], "network": "127.151.1.0/24"}
    world.networks["networks"].append(other)


@example(
    "network-idle",
    ("networks", 1),
    "content/monitoring/networks.yml:3: сеть 10.20.0.0/16 не нужна ни одной проверке; уберите разрешение: "
    "лишние разрешения опасны (п. 25) [предупреждение: network-idle]",
)
def _network_idle(world: World) -> None:
    other = {**world.networks["networks"][0], "network": "10.20.0.0/16"}
    world.networks["networks"].append(other)


@example(
    "group-member",
    ("members", 0, "contact"),
    "content/monitoring/group.yml:4: поле contact должно называть запись из content/contacts/guit.yml, "
    "получено 'nachalnik'; замените члена группы; у участника ГУИТ (guit) есть: zam (п. 31) [ошибка: "
    "group-member]",
)
def _group_member(world: World) -> None:
    world.group["members"][0]["contact"] = "nachalnik"


@example(
    "group-unit",
    ("members", 2, "party"),
    "content/monitoring/group.yml:4: поле party должно быть одним из: guit, cittu, получено 'utn'; в "
    "рабочую группу входят должностные лица ГУИТ и ЦИТТУ (п. 31) [ошибка: group-unit]",
)
def _group_unit(world: World) -> None:
    world.group["members"].append({"party": "utn", "contact": "zam", "access": "2026-01-26"})


@example(
    "group-twice",
    ("members", 2, "contact"),
    "content/monitoring/group.yml:4: поле contact должно встречаться в группе один раз, получено 'zam'; "
    "уберите повтор (п. 31) [ошибка: group-twice]",
)
def _group_twice(world: World) -> None:
    world.group["members"].append({"party": "guit", "contact": "zam", "access": "2026-01-26"})


@example(
    "group-access",
    ("members", 1),
    "content/monitoring/group.yml:3: у члена группы zam (ЦИТТУ (cittu)) нет доступа к средствам "
    "мониторинга; обеспечьте доступ и укажите access (п. 31) [предупреждение: group-access]",
)
def _group_access(world: World) -> None:
    del world.group["members"][1]["access"]


@example(
    "support-duty",
    ("duty", "contact"),
    "content/monitoring/support.yml:3: поле contact должно называть того, кто отвечает сейчас: полномочия "
    "окончены, получено 'zam'; укажите другую запись из списка контактов (п. 30) [ошибка: support-duty]",
)
def _support_duty(world: World) -> None:
    world.contacts["cittu"]["officials"][0]["until"] = "2026-11-13"


@example(
    "support-demonstration",
    ("addressee",),
    "content/monitoring/support.yml:2: поле addressee должно кончаться на .example, так как портал "
    "демонстрационный, получено 'smev@ca.customs.ru'; укажите вымышленный адрес, например "
    "support@smev.example (п. 30) [ошибка: support-demonstration]",
)
def _support_demonstration(world: World) -> None:
    world.support["addressee"] = "smev@ca.customs.ru"


@example(
    "incident-target",
    ("target",),
    "content/monitoring/incidents/2026-11-17-0905-smev3.yml:2: поле target должно называть объект из "
    "content/monitoring/targets, получено 'smev3'; проверьте идентификатор или заведите объект: tkmv new "
    "target smev3 (п. 26) [ошибка: incident-target]",
)
def _incident_target(world: World) -> None:
    del world.targets["smev3"]


@example(
    "incident-opened",
    ("opened", "since"),
    "content/monitoring/incidents/2026-11-12-0640-fns-land.yml:3: поле since должно совпадать с началом "
    "идентификатора (2026-11-12-0640, время UTC), получено '2026-11-12-0340'; исправьте время или "
    "назовите файл 2026-11-12-0340-fns-land.yml (п. 26) [ошибка: incident-opened]",
)
def _incident_opened(world: World) -> None:
    world.incidents["2026-11-12-0640-fns-land"]["opened"]["since"] = "2026-11-12T06:40+03:00"


@example(
    "incident-party",
    ("measures", 0, "owner"),
    "content/monitoring/incidents/2026-11-17-0905-smev3.yml:4: поле owner должно называть участника из "
    "content/parties, получено 'citt'; проверьте идентификатор: похож ЦИТТУ (cittu) (п. 27) [ошибка: "
    "incident-party]",
)
def _incident_party(world: World) -> None:
    world.incidents["2026-11-17-0905-smev3"]["measures"][0]["owner"] = "citt"


@example(
    "incident-cause",
    ("cause_code",),
    "content/monitoring/incidents/2026-11-12-0640-fns-land.yml:2: поле cause_code должно быть кодом из "
    "перечня причин, получено 'bad_luck'; возьмите код из перечня причин, например supplier_timeout (п. "
    "26) [ошибка: incident-cause]",
)
def _incident_cause(world: World) -> None:
    world.incidents["2026-11-12-0640-fns-land"]["cause_code"] = "bad_luck"


@example(
    "measure-overdue",
    ("measures", 0),
    "content/monitoring/incidents/2026-11-17-0905-smev3.yml:3: мера «Запасной канал» не исполнена, срок "
    "истёк 19.11.2026; исполните и укажите done или согласуйте новый срок; отвечает ЦИТТУ (cittu) (п. 27) "
    "[предупреждение: measure-overdue]",
)
def _measure_overdue(world: World) -> None:
    world.incidents["2026-11-17-0905-smev3"]["measures"][0]["due"] = "2026-11-19"


@example(
    "measure-done",
    ("measures", 0, "done"),
    "content/monitoring/incidents/2026-11-17-0905-smev3.yml:4: поле done должно быть не позже "
    "сегодняшнего дня (2026-11-20), получено '2026-11-23'; впишите дату, когда мера исполнена (п. 27) "
    "[ошибка: measure-done]",
)
def _measure_done(world: World) -> None:
    world.incidents["2026-11-17-0905-smev3"]["measures"][0]["done"] = "2026-11-23"


@example(
    "incident-closed",
    ("closed",),
    "content/monitoring/incidents/2026-11-12-0640-fns-land.yml:2: инцидент закрыт, а в нём не указано: "
    "исполнение меры «Сверка ответа»; допишите недостающее или уберите closed (п. 27) [ошибка: "
    "incident-closed]",
)
def _incident_closed(world: World) -> None:
    del world.incidents["2026-11-12-0640-fns-land"]["measures"][0]["done"]
