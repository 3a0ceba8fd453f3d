"""Every real exchange of the service with other bodies has its card in the demonstration."""

import pytest

from tests.content.demo import versions

# Real exchanges of the service with other bodies by row: the counterparty, on which side it stands, and the
# document types of the Album of formats by which the exchange is recognised. Some have no published types.
EXCHANGES: dict[int, tuple[str, str, tuple[str, ...]]] = {
    1: ("fns", "supplier", ("1009105E", "1009106E")),
    2: ("fns", "supplier", ("1009107E",)),
    3: ("fns", "supplier", ("1009183E", "1009178E")),
    4: ("fns", "supplier", ("1009081E", "1009082E")),
    5: ("fns", "supplier", ("1009101E", "1009102E")),
    6: ("roskazna", "supplier", ("1009121E", "1009122E")),
    7: ("roskazna", "supplier", ("1009173E", "1009174E", "1009175E", "1009176E")),
    8: ("rosaccred", "supplier", ()),
    9: ("rospotrebnadzor", "supplier", ()),
    10: ("rospotrebnadzor", "consumer", ("1009136E", "1009142E", "1009144E", "1009146E")),
    11: ("rosselkhoznadzor", "supplier", ("1009057E",)),
    12: ("rosselkhoznadzor", "consumer", ("1009074E", "1009058E")),
    13: ("minpromtorg", "supplier", ("1009022E",)),
    14: ("minpromtorg", "supplier", ("1009110E", "1009192E", "1009193E")),
    15: ("fsb", "supplier", ("1009019E",)),
    16: ("fsb", "supplier", ("1009020E", "1009075E")),
    17: ("fstek", "supplier", ("1009044E", "1009046E")),
    18: ("fsvts", "supplier", ("1009045E",)),
    19: ("roskomnadzor", "supplier", ("1009024E",)),
    20: ("rosprirodnadzor", "supplier", ("1009025E", "1009026E", "1009027E", "1009028E", "1009029E")),
    21: ("mvd", "supplier", ("1009047E",)),
    22: ("minkultury", "supplier", ("1009076E",)),
    23: ("minzdrav", "supplier", ("1009042E", "1009043E", "1009109E")),
    24: ("roszdravnadzor", "supplier", ("1009049E",)),
    25: ("rosstandart", "supplier", ("1009053E",)),
    26: ("rostransnadzor", "supplier", ("1009140E", "1009040E")),
    27: ("rospatent", "supplier", ("1009111E", "1009112E", "1009113E", "1009114E")),
    28: ("rosreestr", "supplier", ("1009070E", "1009071E")),
    29: ("mvd", "supplier", ("1009196E", "1009197E")),
    30: ("mvd", "supplier", ("1009198E", "1009199E", "1009134E", "1009135E")),
    31: ("mvd", "supplier", ("1009206E", "1009207E")),
    32: ("sfr", "supplier", ("1009200E", "1009201E")),  # successor of the Pension Fund
    33: ("fssp", "consumer", ()),
    34: ("rosalkogol", "consumer", ("1009148E", "1009149E", "1009150E", "1009151E")),
    35: ("fns", "consumer", ("1009154E", "1009156E", "1009158E")),
    36: ("minoborony", "consumer", ("1009119E", "1009120E")),
    37: ("genprokuratura", "supplier", ("1009160E", "1009172E")),
    38: ("bank-rossii", "supplier", ("1009189E", "1009190E")),
    39: ("fnp", "supplier", ("1009108E", "1009208E")),
    40: ("rosstat", "supplier", ("1009138E", "1009139E")),
}
# Exchanges that go both ways, by the types of the other direction.
REVERSE: dict[int, tuple[str, str, tuple[str, ...]]] = {
    12: ("rosselkhoznadzor", "supplier", ("1009074E", "1009058E")),
    25: ("rosstandart", "consumer", ("1009168E", "1009169E", "1009170E", "1009171E")),
    26: ("rostransnadzor", "consumer", ("1009038E", "1009055E")),
    33: ("fssp", "supplier", ()),
    35: ("rosaccred", "consumer", ("1009152E", "1009153E")),
}


@pytest.mark.parametrize(("row", "exchange"), [*EXCHANGES.items(), *REVERSE.items()])
def test_every_real_exchange_has_its_card(row: int, exchange: tuple[str, str, tuple[str, ...]]) -> None:
    party, role, types = exchange
    cards = [
        version.card
        for version in versions()
        if any(one.party == party and one.role == role for one in version.card.participants)
    ]
    written = " ".join(name for card in cards for request in card.requests for name in request.formats)
    assert cards, row
    assert [one for one in types if one not in written] == []


def test_all_rows_of_the_list_of_exchanges_are_looked_for() -> None:
    assert list(EXCHANGES) == list(range(1, 41)) and set(REVERSE) <= set(EXCHANGES)
