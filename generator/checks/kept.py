"""Rules over files beside the inventory: certificates, trusted authorities, scripted examples (points 25, 29)."""

from collections.abc import Iterator

from generator.checks.probing import checks
from generator.checks.rule import Fault, Found, content_rule, wrong
from generator.checks.scope import Scope
from generator.model.finding import Place
from generator.model.monitoring.check import CertificateCheck, Check, Secured, SoapCheck
from probes.model.private_key import private_key

LISTS = ".crl"  # lists of revoked certificates lie beside what they speak of


def _files(check: Check) -> Iterator[tuple[str, Place]]:
    """Files that a check needs, by path below content/monitoring."""
    if isinstance(check, CertificateCheck) and check.file is not None:
        yield f"certificates/{check.file}", ("file",)
    if isinstance(check, SoapCheck | CertificateCheck) and check.example is not None:
        yield f"examples/{check.example}", ("example",)
    if isinstance(check, Secured) and check.trust is not None:
        yield f"trust/{check.trust}", ("trust",)


@content_rule("kept-missing", title="Файла, нужного проверке, нет", point="25")
def kept_missing(scope: Scope) -> Found:
    """Certificates, examples and authorities that checks name are there."""
    for file, _, i, check in checks(scope):
        for name, at in _files(check):
            if name not in scope.content.kept:
                folder, _, base = name.partition("/")
                must = f"называть файл из content/monitoring/{folder}"
                hint = "положите файл в эту папку или исправьте имя"
                yield wrong(file, ("checks", i, *at), must, base, hint, of=f"проверки {check.id}")


@content_rule("kept-idle", title="Файл не нужен ни одной проверке", point="25", severity="warning")
def kept_idle(scope: Scope) -> Found:
    """Certificates, examples and authorities that nobody names are watched or taken away."""
    used = {name for _, _, _, check in checks(scope) for name, _ in _files(check)}
    for name in sorted(scope.content.kept.keys() - used):
        # A private key is to be taken away, not to be watched.
        if not name.endswith(LISTS) and not private_key(name, scope.content.kept[name]):
            message = "файл должен быть назван в какой-либо проверке"
            yield Fault(f"content/monitoring/{name}", (), message, "добавьте проверку или уберите файл")


@content_rule("kept-private-key", title="В файле лежит закрытый ключ", point="29")
def kept_private_key(scope: Scope) -> Found:
    """Only public certificates are kept, told by name and contents: a private key that was here is compromised."""
    found = [(f"content/monitoring/{name}", private_key(name, data)) for name, data in scope.content.kept.items()]
    # Of attachments only the names are at hand.
    found += [(f"{one.folder}/{name}", private_key(name, b"")) for one in scope.versions() for name in one.files]
    for path, kind in sorted(found):
        if kind:
            hint = "уберите файл и замените ключ: попавший в репозиторий ключ скомпрометирован"
            yield Fault(path, (), f"файл не должен содержать закрытый ключ, получено: {kind}", hint)


@content_rule("example-xml", title="Контрольный пример не является документом XML", point="29")
def example_xml(scope: Scope) -> Found:
    """A scripted example is a well-formed XML document without DOCTYPE."""
    from lxml import etree  # a run without examples needs none of it

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for name, data in sorted(scope.content.kept.items()):
        if not name.startswith("examples/"):
            continue
        path = f"content/monitoring/{name}"
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            message = f"контрольный пример должен быть документом XML, ошибка в строке {error.lineno or 1}"
            yield Fault(path, (), message, "исправьте файл")
        else:
            if root.getroottree().docinfo.internalDTD is not None:
                yield Fault(path, (), "контрольный пример не должен содержать DOCTYPE", "уберите объявление DOCTYPE")


@content_rule("assertion-xpath", title="Выражение XPath не разобрать", point="29")
def assertion_xpath(scope: Scope) -> Found:
    """An assertion is an XPath expression whose prefixes are declared."""
    from lxml import etree

    for file, _, i, check in checks(scope):
        if not isinstance(check, SoapCheck):
            continue
        names = {one.prefix: one.uri for one in check.namespaces}
        for j, one in enumerate(check.assertions):
            at = ("checks", i, "assertions", j, "xpath")
            try:
                etree.XPath(one.xpath, namespaces=names)
                etree.XML("<empty/>").xpath(one.xpath, namespaces=names)
            except (etree.XPathError, ValueError):
                must = "быть выражением XPath, все приставки которого есть в namespaces"
                yield wrong(file, at, must, one.xpath, "исправьте выражение или добавьте приставку в namespaces")
