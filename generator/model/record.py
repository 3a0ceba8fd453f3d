"""Records of what happened to a card version: one file each, only ever added, never edited.

A record says who did what on which day with which document and what was enclosed, and names the digest of the
text it concerns. An entry made by mistake is replaced by a later record with `corrects`.
"""

from typing import Annotated, Literal, get_args

from pydantic import Field

from generator.model.types import Day, FileName, Flag, Id, Line, PointNo, Sha256, Strict, Text, Url

EnclosureForm = Literal["original", "copy", "electronic"]
EnclosureKind = Literal["card", "approval_sheet", "protocol", "cover_letter", "other"]
FORMS: dict[EnclosureForm, str] = {"original": "оригинал", "copy": "копия", "electronic": "электронная копия"}
ENCLOSURES: dict[EnclosureKind, str] = {
    "card": "ТКМВ",
    "approval_sheet": "лист утверждения",
    "protocol": "протокол Подкомиссии",
    "cover_letter": "сопроводительное письмо",
    "other": "иной документ",
}


class DocumentRef(Strict):
    """Number and date of a paper."""

    number: Line = Field(description="Номер документа")
    date: Day = Field(description="Дата документа")


class Enclosure(Strict):
    """One enclosed paper: what it is, in which form, whose sheet it is."""

    what: EnclosureKind = Field(description="Что приложено")
    form: EnclosureForm = Field(description="original: оригинал, copy: копия, electronic: электронная копия")
    party: Id | None = Field(None, description="Чей лист утверждения")
    title: Line | None = Field(None, description="Наименование, если документ иной")


class Scan(Strict):
    """A scanned paper kept beside the record; published only when marked so."""

    file: FileName = Field(description="Файл в папке версии, например files/sheet-fns.pdf")
    sha256: Sha256 = Field(description="Контрольная сумма файла")
    publish: Flag = Field(False, description="Публиковать ли скан на портале")


class Base(Strict):
    """What every record says."""

    date: Day = Field(description="Дата события")
    author: Id = Field(description="Участник, от которого исходит запись")
    digest: Sha256 = Field(description="Контрольная сумма текста ТКМВ, к которому относится запись")
    signatory: Line | None = Field(None, description="Должность подписавшего, как в списке контактов участника")
    document: DocumentRef | None = Field(None, description="Реквизиты документа")
    enclosures: tuple[Enclosure, ...] = Field((), description="Приложения к документу")
    scans: tuple[Scan, ...] = Field((), description="Сканы документов")
    corrects: FileName | None = Field(None, description="Имя файла записи, которую эта запись заменяет")
    note: Text | None = Field(None, description="Примечание")


class Addressed(Base):
    """A record of something sent to somebody."""

    to: Id = Field(description="Адресат")


class GisMark(Strict):
    """Mark of the state system in which service cards are agreed (points 9-11)."""

    number: Line = Field(description="Идентификатор в ГИС «Проектирование ТКМВ»")
    date: Day = Field(description="Дата отметки в ГИС")


class Designation(Addressed):
    """Point 42: the FTS unit answering for an incoming card."""

    kind: Literal["designation"] = Field(description="Назначение ответственного подразделения")


class InternalApproval(Base):
    """Points 10, 14, 43: an FTS unit agrees with the text."""

    kind: Literal["internal_approval"] = Field(description="Согласование подразделением ФТС России")
    gis: GisMark | None = Field(None, description="Отметка в ГИС «Проектирование ТКМВ»")


class SupplierApproval(Base):
    """Point 11: a supplier agrees through the state system."""

    kind: Literal["supplier_approval"] = Field(description="Согласование поставщиком в ГИС «Проектирование ТКМВ»")
    gis: GisMark | None = Field(None, description="Отметка в ГИС «Проектирование ТКМВ»")


class Remarks(Base):
    """Remarks instead of an agreement."""

    kind: Literal["remarks"] = Field(description="Замечания к тексту ТКМВ")
    text: Text = Field(description="Содержание замечаний")


class RemarksAnswer(Addressed):
    """The answer of the responsible unit to remarks."""

    kind: Literal["remarks_answer"] = Field(description="Ответ на замечания")
    answers: FileName = Field(description="Имя файла записи с замечаниями")
    text: Text = Field(description="Содержание ответа")


class Sending(Addressed):
    """Points 11, 14, 43: the card goes to a supplier, or the signed sheets to the recipient."""

    kind: Literal["sending"] = Field(description="Направление ТКМВ (листов утверждения)")
    gis: GisMark | None = Field(None, description="Отметка в ГИС «Проектирование ТКМВ»")


class ApprovalSheet(Base):
    """Points 13, 15: the supplier's signed approval sheet."""

    kind: Literal["approval_sheet"] = Field(description="Лист утверждения, подписанный поставщиком")
    form: EnclosureForm = Field("original", description="В каком виде получен лист")


class SheetReturned(Base):
    """Point 44: the recipient returns the agreed sheet of its own card."""

    kind: Literal["sheet_returned"] = Field(description="Возврат согласованного листа утверждения")


class EcardReceived(Base):
    """Point 44: the electronic copy of the incoming card has come."""

    kind: Literal["ecard_received"] = Field(description="Получение электронной копии ТКМВ ФОИВ")


class Memo(Addressed):
    """Point 15: memo to GUIT with copies of all sheets and the e-card."""

    kind: Literal["memo"] = Field(description="Служебная записка")


class Forwarding(Addressed):
    """Point 16: GUIT sends the papers on to CITTU."""

    kind: Literal["forwarding"] = Field(description="Пересылка материалов")


class Submission(Addressed):
    """Point 17: GUIT submits the draft to a ministry or to the Government."""

    kind: Literal["submission"] = Field(description="Направление проекта на согласование (одобрение)")


class MinistryAnswer(Base):
    """Point 17: the answer of a ministry, a refusal too."""

    kind: Literal["ministry_answer"] = Field(description="Ответ министерства")
    decision: Literal["agreed", "refused"] = Field(description="agreed: согласовано, refused: отказано")
    text: Text | None = Field(None, description="Содержание ответа; для отказа причина")


class SubcommissionDecision(Base):
    """Points 17, 18: the decision of the Subcommission, a refusal too."""

    kind: Literal["subcommission_decision"] = Field(description="Решение Подкомиссии")
    decision: Literal["approved", "refused"] = Field(description="approved: одобрено, refused: отказано")
    text: Text | None = Field(None, description="Содержание решения; для отказа причина")


class ProtocolAtFts(Base):
    """Point 18: the protocol has come to FTS."""

    kind: Literal["protocol_at_fts"] = Field(description="Поступление протокола в ФТС России")


class ProtocolAtConsumer(Base):
    """Point 19: the consumer has received the protocol."""

    kind: Literal["protocol_at_consumer"] = Field(description="Получение протокола Потребителем данных")


class ProtocolAtFtsSupplier(Base):
    """Point 45: the FTS supplier has received a copy of the protocol."""

    kind: Literal["protocol_at_fts_supplier"] = Field(
        description="Получение копии протокола Поставщиком данных для ФОИВ"
    )


class Publication(Base):
    """Point 19: the card is published on the portal."""

    kind: Literal["publication"] = Field(description="Публикация ТКМВ на Портале ФТС России")
    url: Url | None = Field(None, description="Адрес страницы")


class HandOver(Addressed):
    """Points 18, 19, 44, 45: papers handed over within a term."""

    kind: Literal["hand_over"] = Field(description="Передача документов")
    point: PointNo = Field(description="Пункт Порядка, во исполнение которого переданы документы")


class RegisterNotice(Addressed):
    """Points 20, 46: AU is informed for the Unified register."""

    kind: Literal["register_notice"] = Field(description="Сведения для Единого реестра соглашений")
    register_number: Line | None = Field(None, description="Номер записи в Едином реестре, если уже присвоен")


class FunctionalRequirements(Base):
    """Points 21, 47: functional requirements for changes of the EAIS software (order 423)."""

    kind: Literal["functional_requirements"] = Field(description="Функциональные требования к ЕАИС ТО")
    software: Line | None = Field(None, description="Программное средство ЕАИС ТО")


class SoftwareChange(Base):
    """Points 22, 48: CITTU has changed the EAIS software."""

    kind: Literal["software_change"] = Field(description="Доработка программных средств ЕАИС ТО")
    software: Line | None = Field(None, description="Программное средство ЕАИС ТО")


class Commissioning(Base):
    """Point 23: an electronic service is put into production."""

    kind: Literal["commissioning"] = Field(description="Ввод электронного сервиса в промышленную эксплуатацию")
    service: Id = Field(description="Сервис карты")


class CommissioningNotice(Addressed):
    """Point 23: CITTU informs of the commissioning."""

    kind: Literal["commissioning_notice"] = Field(description="Уведомление о вводе сервиса")
    service: Id = Field(description="Сервис карты")


class ServiceRegistration(Base):
    """Point 49: the service is registered in production SMEV."""

    kind: Literal["service_registration"] = Field(description="Регистрация сервиса в продуктивной среде СМЭВ")
    service: Id = Field(description="Сервис карты")


class RegistrationNotice(Addressed):
    """Point 49: CITTU notifies of the registration."""

    kind: Literal["registration_notice"] = Field(description="Уведомление о регистрации сервиса")
    service: Id = Field(description="Сервис карты")


class ExpertProposal(Addressed):
    """Point 40: a proposal to the secretariat of the expert group."""

    kind: Literal["expert_proposal"] = Field(description="Предложения в секретариат экспертной группы")
    sitting: Day = Field(description="Дата заседания из content/monitoring/sittings.yml")


class Correction(Base):
    """An entry made by mistake is annulled without a replacement."""

    kind: Literal["correction"] = Field(description="Аннулирование ошибочной записи")
    corrects: FileName = Field(description="Имя файла записи, которую эта запись аннулирует")
    reason: Text = Field(description="Причина")


class Withdrawal(Base):
    """The card version is withdrawn, or the exchange is ended."""

    kind: Literal["withdrawal"] = Field(description="Отзыв ТКМВ (прекращение обмена)")
    reason: Text = Field(description="Причина")


class Closing(Base):
    """A duty is closed without a dispatch, with the reason."""

    kind: Literal["closing"] = Field(description="Закрытие обязанности без исполнения")
    point: PointNo = Field(description="Пункт Порядка, по которому закрывается обязанность")
    to: Id | None = Field(None, description="Адресат обязанности, если он есть")
    service: Id | None = Field(None, description="Сервис, если обязанность относится к сервису")
    reason: Text = Field(description="Основание закрытия")


Record = Annotated[
    Designation
    | InternalApproval
    | SupplierApproval
    | Remarks
    | RemarksAnswer
    | Sending
    | ApprovalSheet
    | SheetReturned
    | EcardReceived
    | Memo
    | Forwarding
    | Submission
    | MinistryAnswer
    | SubcommissionDecision
    | ProtocolAtFts
    | ProtocolAtConsumer
    | ProtocolAtFtsSupplier
    | Publication
    | HandOver
    | RegisterNotice
    | FunctionalRequirements
    | SoftwareChange
    | Commissioning
    | CommissioningNotice
    | ServiceRegistration
    | RegistrationNotice
    | ExpertProposal
    | Correction
    | Withdrawal
    | Closing,
    Field(discriminator="kind"),
]

RECORD_CLASSES: tuple[type[Base], ...] = get_args(get_args(Record)[0])
"""Classes of all kinds, in the order of the procedure."""

KINDS: dict[str, str] = {
    one.model_fields["kind"].annotation.__args__[0]: one.model_fields["kind"].description or ""  # type: ignore[union-attr]
    for one in RECORD_CLASSES
}
"""Record kinds and their Russian names, in the order of the procedure."""
