"""``briefings completion``: what a shell needs to complete verbs and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from briefings.cli import report


@click.command(short_help="Print what a shell needs to complete.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the completion script of a shell: eval "$(briefings completion bash)"."""
    found = get_completion_class(shell)
    root = context.find_root().command
    if found is None:
        msg = f"click has no completion for {shell}"
        raise LookupError(msg)
    report.say(found(root, {}, "briefings", "_BRIEFINGS_COMPLETE").source())
    return 0
