"""`tkmv journal`: the table of what is done with the journal of measurements."""

from generator.cli.tool import Group

COMMANDS = {
    "show": ("generator.cli.journal_show:show_journal", "Tell what the journal holds and when it last grew."),
    "compact": ("generator.cli.journal_work:compact", "Merge the files of sweeps into one file a day."),
    "roll-up": ("generator.cli.journal_work:roll_up", "Count days by check: what reports and pages are made of."),
    "branch": ("generator.cli.journal_branch:branch", "Make .data a working tree of the branch of machine data."),
    "push": ("generator.cli.journal_branch:push", "Commit new machine data and push its branch."),
}

journal = Group(
    "journal",
    COMMANDS,
    no_args_is_help=True,
    examples=["tkmv journal show", "tkmv journal compact --keep-days 400", "tkmv journal roll-up --from 2026-11-01"],
    help="""Keep the journal of measurements: compact, roll up, push.

    The journal (point 25) is a folder (default: .data/journal beside content/) or an address of an object store such as
    s3://bucket/journal, which takes keys, region and endpoint from the usual AWS_* variables. All commands may be
    stopped and repeated at any time: nothing that was acknowledged is lost.
    """,
)
