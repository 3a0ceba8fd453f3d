"""Rules over the plans of a card: changes of law and technical implementation, for each supplier (point 7)."""

from itertools import pairwise

from generator.checks.cards import PARTY
from generator.checks.rule import Fault, Found, text_rule, wrong
from generator.checks.scope import CardText, Scope, day
from generator.model.finding import Place

STAGES = {
    "requirements": ("функциональные требования", 0),
    "development": ("разработка", 1),
    "test_env": ("тестовая среда", 2),
    "production_registration": ("регистрация в продуктивной среде", 3),
    "operation": ("эксплуатация", 4),
}


@text_rule("plan-responsible", title="Ответственный по плану не найден", point="7")
def plan_responsible(scope: Scope, text: CardText) -> Found:
    """Who answers for a step of a plan is a party."""
    parties = scope.content.parties
    for i, step in enumerate(text.card.tech_plan):
        if step.responsible not in parties:
            at = ("tech_plan", i, "responsible")
            yield wrong(text.path, at, PARTY, step.responsible, scope.meant(step.responsible))
    for i, change in enumerate(text.card.legal_plan.changes):
        if change.responsible not in parties:
            hint = scope.meant(change.responsible)
            yield wrong(text.path, ("legal_plan", "changes", i, "responsible"), PARTY, change.responsible, hint)


@text_rule("plan-supplier", title="План относится к тому, кто не поставщик", point="7")
def plan_supplier(scope: Scope, text: CardText) -> Found:
    """Steps of plans concern suppliers of the card."""
    for i, step in enumerate(text.card.tech_plan):
        for j, party in enumerate(step.suppliers):
            if party not in text.suppliers:
                yield _no_supplier(scope, text, ("tech_plan", i, "suppliers", j), party)
    for i, change in enumerate(text.card.legal_plan.changes):
        for j, party in enumerate(change.suppliers):
            if party not in text.suppliers:
                yield _no_supplier(scope, text, ("legal_plan", "changes", i, "suppliers", j), party)


def _no_supplier(scope: Scope, text: CardText, at: Place, party: str) -> Fault:
    hint = f"выберите из: {scope.names(text.suppliers)} — или уберите строку, тогда шаг относится ко всем"
    return wrong(text.path, at, "называть участника карты с ролью supplier", party, hint)


@text_rule("supplier-tech-plan", title="План технической реализации не охватывает поставщика", point="7")
def supplier_tech_plan(scope: Scope, text: CardText) -> Found:
    """The technical plan has a step for every supplier; a step without suppliers concerns all of them."""
    covered: set[str] = set()
    for step in text.card.tech_plan:
        if not step.suppliers:
            return
        covered.update(step.suppliers)
    for party in text.suppliers:
        if party not in covered:
            message = f"поле tech_plan должно содержать шаг для поставщика {scope.name(party)}, нет ни одного"
            yield Fault(text.path, ("tech_plan",), message, "добавьте шаг или назовите поставщика в suppliers шага")


@text_rule("tech-plan-order", title="Этапы реализации запланированы не по порядку", point="7", severity="warning")
def tech_plan_order(_: Scope, text: CardText) -> Found:
    """A later stage of implementation is not planned before an earlier one for the same suppliers."""
    steps = text.card.tech_plan
    if all(one.due <= two.due and STAGES[one.stage][1] <= STAGES[two.stage][1] for one, two in pairwise(steps)):
        return  # listed in order, as plans mostly are
    last: dict[tuple[str, ...], int] = {}
    for i in sorted(range(len(steps)), key=lambda index: STAGES[steps[index].stage][1]):
        step = steps[i]
        before = last.get(step.suppliers)
        if before is not None and step.due < steps[before].due:
            must = f"быть не раньше этапа «{STAGES[steps[before].stage][0]}» ({day(steps[before].due)})"
            of = f"этапа «{STAGES[step.stage][0]}»"
            yield wrong(text.path, ("tech_plan", i, "due"), must, step.due, "проверьте даты этапов", of=of)
        else:
            last[step.suppliers] = i
