"""Run the trials and print what they found."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.delivery.trial import run_bot_trial, run_mail_trial, run_postfix_trial


def main() -> None:
    """Run a trial; the exit code is 1 where a reader got nothing without a reason, or the book twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--security", choices=["starttls", "tls"], default="starttls")
    parser.add_argument("--channel", choices=["mail", "telegram"], default="mail")
    parser.add_argument("--postfix", action="store_true", help="Debian's Postfix as the mail server")
    parser.add_argument("--volumes", action="store_true", help="a book that is too large for a message")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bookmaker-trial-") as name:
        if arguments.channel == "telegram":
            verdict = run_bot_trial(Path(name), arguments.readers, arguments.kills)
        elif arguments.postfix:
            verdict = run_postfix_trial(Path(name), arguments.readers, arguments.kills)
        else:
            verdict = run_mail_trial(
                Path(name),
                arguments.readers,
                arguments.kills,
                arguments.security,
                in_volumes=arguments.volumes,
            )
    print(json.dumps(asdict(verdict), ensure_ascii=False, indent=2))
    sys.exit(bool(verdict.faults))


if __name__ == "__main__":
    main()
