"""Electronic passport of a state service (point 8)."""

from pydantic import Field

from generator.model.card import Applicant
from generator.model.law import LegalAct, Term
from generator.model.types import Day, Frgu, Id, Line, Strict, Text


class Passport(Strict):
    """Passport of a state service; that it exists before approval is a rule of the product (point 8 sets no moment)."""

    id: Id = Field(description="Идентификатор, равен имени файла")
    name: Line = Field(description="Полное наименование услуги")
    short_name: Line = Field(description="Краткое наименование услуги")
    frgu_id: Frgu | None = Field(None, description="Реестровый номер в ФРГУ; пусто, пока не присвоен")
    agency: Id = Field(description="Орган, предоставляющий услугу")
    unit: Id = Field(description="Ответственное подразделение ФТС России")
    territorial_bodies: tuple[Id, ...] = Field((), description="Участвующие РТУ и таможни")
    legal_acts: tuple[LegalAct, ...] = Field(min_length=1, description="Нормативные правовые акты")
    regulation: LegalAct | None = Field(None, description="Административный регламент; может отсутствовать")
    applicants: tuple[Applicant, ...] = Field(min_length=1, description="Категории заявителей")
    subservices: tuple[Line, ...] = Field((), description="Подуслуги (варианты предоставления)")
    channels: tuple[Line, ...] = Field(min_length=1, description="Способы обращения и получения результата")
    term: Term = Field(description="Срок предоставления")
    registration_term: Term | None = Field(None, description="Срок регистрации заявления")
    result: Line = Field(description="Результат предоставления")
    documents: tuple[Line, ...] = Field((), description="Документы, которые представляет заявитель")
    refusal_grounds: tuple[Line, ...] = Field((), description="Основания отказа")
    suspension_grounds: tuple[Line, ...] = Field((), description="Основания приостановления")
    fee: Line = Field(description="Плата: размер и основание либо «бесплатно»")
    appeal: Text | None = Field(None, description="Досудебное обжалование")
    forms: tuple[Line, ...] = Field((), description="Формы заявлений")
    procedures: tuple[Line, ...] = Field((), description="Административные процедуры по порядку")
    quality: tuple[Line, ...] = Field((), description="Показатели доступности и качества")
    updated_on: Day = Field(description="Дата актуализации")
