"""Lines of calendar files: whatever a text says, a reader of calendars reads it back, and no line is too long."""

from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from generator.portal.ics import LIMIT, content_line, text_line

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n;,\\:"'), max_size=300)


def entry(line: bytes) -> bytes:
    return b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + line + b"END:VEVENT\r\nEND:VCALENDAR\r\n"


@given(TEXTS)
@example("ж" * 200)
@example("a" * LIMIT)
@example("\\n;\\,\n")
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    (event,) = Calendar.from_ical(entry(text_line("DESCRIPTION", text))).walk("VEVENT")
    assert isinstance(event, Event)
    assert str(event["description"]) == text


@given(TEXTS)
def test_lines_are_folded_between_characters(text: str) -> None:
    lines = text_line("SUMMARY", text).split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= LIMIT for line in lines)
    assert all(line.startswith(b" ") for line in lines[1:])
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    assert [line.decode() for line in lines]  # no character is torn apart


def test_every_way_to_end_a_line_becomes_the_same() -> None:
    assert text_line("X", "a\r\nb\rc\nd") == b"X:a\\nb\\nc\\nd\r\n"
    assert content_line("URL", "https://portal.example/") == b"URL:https://portal.example/\r\n"
