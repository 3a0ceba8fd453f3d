"""Rules over parties: roles of the order, names by period, kinship, customs codes (points 3, 6)."""

from datetime import date, timedelta

from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope
from generator.model.party import Party, PartyName

ORDER = "content/procedure/order-151r.yml"
# The point that first gives each role something to do, and whether its holder belongs to FTS.
ROLES: dict[str, tuple[str, str, bool]] = {
    "fts": ("ФТС России", "3", True),
    "guit": ("Главное управление информационных технологий", "р. 3", True),
    "cittu": ("Центральное информационно-техническое таможенное управление", "р. 4", True),
    "au": ("Аналитическое управление", "14", True),
    "ud": ("Управление делами", "19", True),
    "minec": ("Минэкономразвития России", "17", False),
    "mincifry": ("Минкомсвязь (Минцифры) России", "17", False),
    "government": ("Правительство Российской Федерации", "17", False),
    "subcommission": ("Подкомиссия", "17", False),
    "expert_secretariat": ("секретариат экспертной группы", "40", False),
}
# The secretariat of the expert group may well be a unit of FTS.
ANYWHERE = frozenset({"expert_secretariat"})


def path(party: str) -> str:
    """The file of a party."""
    return f"content/parties/{party}.yml"


@content_rule("role-missing", title="Роль, названная Порядком, никем не исполняется")
def role_missing(scope: Scope) -> Found:
    """Every role that the order names is held by a party."""
    held = {one.role for one in scope.content.parties.values()}
    for role, (title, point, _) in ROLES.items():
        if role not in held:
            message = f"роль {role} ({title}) должна быть у одного участника, сейчас её нет ни у кого"
            yield Fault(ORDER, (), message, f"укажите role: {role} в файле этого участника в content/parties", point)


@content_rule("role-twice", title="Роль, названную Порядком, исполняют двое")
def role_twice(scope: Scope) -> Found:
    """A role that the order names is held by one party only."""
    first: dict[str, str] = {}
    for one in scope.content.parties.values():
        if one.role is not None and (other := first.setdefault(one.role, one.id)) != one.id:
            message = f"поле role должно быть '{one.role}' у одного участника, эта роль уже у {scope.name(other)}"
            yield Fault(path(one.id), ("role",), message, "уберите role у одного из них", ROLES[one.role][1])


@content_rule("role-kind", title="Роль дана не тому виду участника")
def role_kind(scope: Scope) -> Found:
    """Roles of FTS units belong to FTS, roles of other bodies lie outside of it."""
    for one in scope.content.parties.values():
        if one.role is None or one.role in ANYWHERE:
            continue
        title, point, inside = ROLES[one.role]
        if one.of_fts != inside:
            where = "из состава ФТС России" if inside else "вне ФТС России"
            hint = "проверьте kind и role этого участника"
            yield wrong(path(one.id), ("kind",), f"быть видом участника {where}: {title}", one.kind, hint, point=point)


@content_rule("party-name-period", title="Периоды наименований идут не подряд")
def party_name_period(scope: Scope) -> Found:
    """Names of a party follow each other from the oldest to the newest, without gaps and overlaps."""
    for party in scope.content.parties.values():
        yield from _periods(party)


def _periods(party: Party) -> Found:
    file = path(party.id)
    for i, name in enumerate(party.names):
        if name.since is not None and name.until is not None and name.until < name.since:
            must = f"быть не раньше since ({name.since})"
            yield wrong(file, ("names", i, "until"), must, name.until, "поменяйте даты местами или исправьте год")
    for i, (old, new) in enumerate(zip(party.names, party.names[1:], strict=False)):
        if old.until is None:
            message = f"поле until наименования «{old.short}» должно быть заполнено: за ним следует «{new.short}»"
            yield Fault(file, ("names", i), message, "укажите последний день прежнего наименования")
        elif new.since != (follows := old.until + timedelta(days=1)):
            must = f"быть {follows}: прежнее действует по {old.until}"
            hint = "периоды наименований идут от старых к новым, без разрывов и наложений"
            got = new.since or "пусто"
            yield wrong(file, ("names", i + 1, "since"), must, got, hint, of=f"наименования «{new.short}»")


@content_rule("party-name-twice", title="Два участника называются одинаково")
def party_name_twice(scope: Scope) -> Found:
    """In the same period a name belongs to one party."""
    seen: dict[str, list[tuple[Party, PartyName]]] = {}
    for party in scope.content.parties.values():
        for i, name in enumerate(party.names):
            for field in ("short", "full"):
                text: str = getattr(name, field)
                bearers = seen.setdefault(text.casefold(), [])
                other = next((one for one, its in bearers if one.id != party.id and _meet(its, name)), None)
                if other is not None:
                    must = f"отличаться от наименования другого участника, {path(other.id)}"
                    hint = "если это один и тот же участник, оставьте один файл; иначе уточните наименование"
                    yield wrong(path(party.id), ("names", i, field), must, text, hint)
                bearers.append((party, name))


def _meet(one: PartyName, other: PartyName) -> bool:
    """Whether two names are in use on some same day."""
    first = max(one.since or date.min, other.since or date.min)
    last = min(one.until or date.max, other.until or date.max)
    return first <= last


@content_rule("party-reference", title="Вышестоящий участник или правопреемник не найден")
def party_reference(scope: Scope) -> Found:
    """The parent and the successor of a party are parties themselves."""
    parties = scope.content.parties
    for one in parties.values():
        for field, other in (("parent", one.parent), ("successor", one.successor)):
            if other is not None and other not in parties:
                yield wrong(path(one.id), (field,), "называть участника из content/parties", other, scope.meant(other))


@content_rule("party-cycle", title="Подчинённость или правопреемство замкнуты в круг")
def party_cycle(scope: Scope) -> Found:
    """No party is above itself or succeeds itself, directly or through others."""
    parties = scope.content.parties
    for one in parties.values():
        for field in ("parent", "successor"):
            way, at = [one.id], getattr(one, field)
            while at in parties and at not in way:
                way.append(at)
                at = getattr(parties[at], field)
            if at == one.id:
                must = f"не возвращаться к самому участнику: {' → '.join((*way, at))}"
                yield wrong(path(one.id), (field,), must, getattr(one, field), "уберите лишнюю ссылку из этого круга")


@content_rule("parent-outside-fts", title="Подразделение ФТС России подчинено постороннему", point="3")
def parent_outside_fts(scope: Scope) -> Found:
    """What stands above a unit of FTS belongs to FTS."""
    for one in scope.content.parties.values():
        parent = scope.content.parties.get(one.parent or "")
        if one.of_fts and parent is not None and not parent.of_fts:
            must = "называть участника из состава ФТС России"
            hint = f"{scope.name(parent.id)} не входит в ФТС России: укажите РТУ или fts"
            yield wrong(path(one.id), ("parent",), must, one.parent, hint)


@content_rule("customs-code-twice", title="Код таможенного органа повторяется", point="3")
def customs_code_twice(scope: Scope) -> Found:
    """A customs code belongs to one party."""
    first: dict[str, str] = {}
    for one in scope.content.parties.values():
        if one.customs_code is not None and (other := first.setdefault(one.customs_code, one.id)) != one.id:
            must = f"быть своим у каждого таможенного органа, этот код уже у {scope.name(other)}"
            yield wrong(path(one.id), ("customs_code",), must, one.customs_code, "сверьте с классификатором")


@content_rule("customs-code-alien", title="Код таможенного органа у участника вне ФТС России", point="3")
def customs_code_alien(scope: Scope) -> Found:
    """Only parties of FTS have a customs code."""
    for one in scope.content.parties.values():
        if one.customs_code is not None and not one.of_fts:
            hint = f"{scope.name(one.id)} не таможенный орган: уберите код или исправьте kind"
            yield wrong(path(one.id), ("customs_code",), "быть только у таможенных органов", one.customs_code, hint)
