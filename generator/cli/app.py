"""The table of commands."""

from generator.cli.tool import Tool

COMMANDS = {
    "check": ("generator.cli.check:check", "Check the content against all rules of the order."),
    "changes": ("generator.cli.changes:changes", "Tell what a change of the content does."),
    "workdays": ("generator.cli.workdays:workdays", "Count working days from a date."),
    "deadlines": ("generator.cli.deadlines:deadlines", "List every duty with its term and status."),
    "explain": ("generator.cli.explain:explain", "Tell where a card stands and what is to be done next."),
    "new": ("generator.cli.new:new", "Scaffold a valid content file with comments."),
    "approve": ("generator.cli.approve:approve", "Record an approval of a card's text, or remarks to it."),
    "digest": ("generator.cli.digest:digest", "Show the canonical digest of a card version."),
    "diff": ("generator.cli.diff:diff", "Show what differs between two versions of a card."),
    "register": ("generator.cli.register:register", "Write rows for the Unified register of agreements."),
    "probe": ("generator.cli.probe:probe", "Probe what the content names, or one address by hand."),
    "certificates": (
        "generator.cli.certificates:certificates",
        "List every certificate in files and folders.",
    ),
    "journal": ("generator.cli.journal:journal", "Keep the journal of measurements: compact, roll up, push."),
    "incidents": ("generator.cli.incidents:incidents", "Find the incidents of the journal and keep them."),
    "tickets": ("generator.cli.tickets:tickets", "Write to SMEV support and to CITTU's duty contact about incidents."),
    "simulate": ("generator.cli.simulate:simulate", "Serve SMEV and its suppliers on this machine alone."),
    "schema": ("generator.cli.schema:schema", "Write the JSON Schemas of all content files."),
    "build": ("generator.cli.build:build", "Build the portal."),
    "publish": ("generator.cli.publish:publish", "Put a finished portal in place in one step."),
    "serve": ("generator.cli.serve:serve", "Serve the portal on this machine, rebuilt on change."),
}

main = Tool(
    "tkmv",
    COMMANDS,
    no_args_is_help=True,
    examples=["tkmv explain tkmv-fn-example --today 2026-11-20"],
    help="""Cards of interagency interaction (ТКМВ) along order 151-r: check, explain, record, publish.

    CARD is an id, or id@vN for a version (default: the latest). --root, --today and --version may stand before the
    command or after it. Exit codes: 0 all well, 1 the content is at fault, 2 the command was misused, 3 an
    unexpected failure, 130 interrupted.
    """,
)
