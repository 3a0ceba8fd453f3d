"""However a file is damaged, it is read or told unreadable; nothing is raised, nobody is named, no key is built."""

from hypothesis import given
from hypothesis import strategies as st

from probes.certificates.assessment import assess, assess_list
from probes.certificates.envelopes import blobs
from probes.certificates.reading import Reading, read
from tests.probes.certificates.known import FILES, NOW, WARN

WHOLE = [path.read_bytes() for path in sorted(FILES.iterdir())]
DER = [one.der for data in WHOLE for one in blobs(data) if one.der]
# Tags and lengths that decide how a parser goes on.
TELLING = st.sampled_from(bytes.fromhex("0002030c13141617181c1e303180a3ff"))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(DER + WHOLE)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        match draw(st.sampled_from(["set", "flip", "cut", "insert", "end"])):
            case "set":
                data[at : at + 1] = bytes([draw(TELLING | st.integers(0, 255))])
            case "flip" if data:
                data[at] ^= 1 << draw(st.integers(0, 7))
            case "cut":
                del data[at : at + draw(st.integers(1, 8))]
            case "insert":
                data[at:at] = draw(st.binary(min_size=1, max_size=8))
            case _:
                del data[at:]
    return bytes(data)


def checked(found: Reading) -> None:
    assert found.certificates or found.lists or found.faults or found.secret
    for one in found.certificates:
        assert assess(one, found.lists, NOW, WARN).note
        assert one.ends <= one.not_after
        assert one.component.isprintable()
    for listed in found.lists:
        assert assess_list(listed, NOW).note


@given(damaged())
def test_a_damaged_file_is_read_or_told_unreadable(data: bytes) -> None:
    checked(read("x.cer", data))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_told_unreadable(data: bytes) -> None:
    found = read("x.cer", data)
    if data.strip():
        checked(found)
