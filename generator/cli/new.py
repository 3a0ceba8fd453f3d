"""`tkmv new`: the table of what can be scaffolded."""

from generator.cli.tool import Group

COMMANDS = {
    "card": ("generator.cli.new_card:card", "A card with everything point 7 asks for."),
    "version": ("generator.cli.new_version:version", "The next version of a card (point 41)."),
    "record": ("generator.cli.new_record:record", "A record of what happened to a card."),
    "contact": ("generator.cli.new_contact:contact", "A responsible official of a party (point 6)."),
    "party": ("generator.cli.new_party:party", "A participant of the exchange."),
    "target": ("generator.cli.new_target:target", "A component or an e-service that is watched (point 25)."),
}

new = Group(
    "new",
    COMMANDS,
    no_args_is_help=True,
    examples=[
        "tkmv new record tkmv-fn-example protocol_at_fts --by guit --on 2026-11-20",
        "tkmv new version tkmv-fn-example",
    ],
    help="""Scaffold a valid content file with comments.

    A file that is there is never overwritten. What has to be written by a person begins with «Заполните». The path
    of the new file goes to standard output.
    """,
)
