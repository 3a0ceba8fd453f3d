"""Address policy (content/monitoring/networks.yml): where probes may go at all; owned by administrators."""

from pydantic import Field

from generator.model.record import DocumentRef
from generator.model.types import Host, Id, Line, Network, Strict


class Approved(Strict):
    """Who allowed it."""

    party: Id = Field(description="Подразделение, которое разрешило")
    document: DocumentRef | None = Field(None, description="Документ, которым разрешено")


class AllowedNetwork(Strict):
    """A network into which probes may go."""

    network: Network = Field(description="Сеть вида адрес/длина")
    reason: Line = Field(description="Что в ней находится и зачем туда обращаться")
    approved: Approved = Field(description="Кто разрешил")


class AllowedHost(Strict):
    """A host that checks call by name; its addresses are held to the networks when it is resolved."""

    host: Host = Field(description="Имя узла")
    reason: Line = Field(description="Что это за узел")
    approved: Approved = Field(description="Кто разрешил")


class Networks(Strict):
    """Networks and names that probes may turn to; everything else is refused."""

    networks: tuple[AllowedNetwork, ...] = Field(description="Разрешённые сети")
    hosts: tuple[AllowedHost, ...] = Field((), description="Узлы, к которым обращаются по имени")
