"""What is enclosed: all that the duty asks for, or what usually goes with a record of the kind."""

from generator.drafting.form import Tree
from generator.drafting.wish import Wish
from generator.procedure.duties import Duty
from generator.procedure.standing import Standing

ANY_FORM = "copy"  # where the order names no form, a copy will do


def papers(wish: Wish, standing: Standing, duty: Duty | None, to: str | None) -> tuple[Tree, ...]:
    """Enclosures of a record, complete for the duty that it fulfils."""
    if wish.kind == "closing":
        return ()
    if duty is not None:
        return tuple(_paper(one.what, one.form or ANY_FORM, one.party) for one in duty.enclosures)
    route = standing.version.card.route
    if wish.kind == "sending" and route == "function":  # point 13: a package for each supplier
        return (_paper("cover_letter", "original"), _paper("card", "copy"), _paper("approval_sheet", "original", to))
    if wish.kind == "sending" and route == "incoming":  # point 43: the signed sheet
        return (_paper("approval_sheet", "original", to),)
    if wish.kind == "sheet_returned":
        return (_paper("approval_sheet", "original", wish.by),)
    if wish.kind == "ecard_received":
        return (_paper("card", "electronic"),)
    return ()


def _paper(what: str, form: str, party: str | None = None) -> Tree:
    return {"what": what, "form": form, **({"party": party} if party else {})}
