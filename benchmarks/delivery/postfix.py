"""Debian's Postfix on a free port of this machine, with mailboxes in a folder; it needs root.

It offers TLS, refuses some mailboxes, and has few connections at once. Nothing of the machine's own
configuration is read or changed.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.delivery.taken import describe, read_letter

_PROGRAM = "/usr/sbin/postfix"
_OWNER = "postfix"
_MAIN = """
compatibility_level = 3.6
myhostname = mail.example.org
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/log/mail.log
maillog_file_prefixes = {folder}/log
message_size_limit = 5000000
mailbox_size_limit = 0
smtputf8_enable = yes
alias_maps =
local_recipient_maps =
virtual_mailbox_domains = readers.example
virtual_mailbox_maps = static:all/
virtual_mailbox_base = {folder}/mail
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
smtpd_tls_chain_files = {folder}/server.pem
smtpd_tls_security_level = encrypt
smtpd_recipient_restrictions = check_recipient_access regexp:{folder}/refused, reject_unauth_destination
smtpd_client_event_limit_exceptions =
smtpd_client_connection_count_limit = {connections}
"""
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
discard unix - - n - - discard
"""
# Every fiftieth reader has no mailbox.
_REFUSED = r"/^r[0-9]*[05]0@/ 550 5.1.1 no such mailbox"
_PATIENCE_S = 60.0


class Mailboxes:
    """What Postfix has delivered, one file a message."""

    def __init__(self, folder: Path):
        self._new = folder / "mail/all/new"
        self._queues = [folder / "queue" / name for name in ("maildrop", "incoming", "active", "deferred")]

    def count(self) -> int:
        """How many messages have been delivered by now."""
        return sum(1 for _ in self._new.iterdir()) if self._new.exists() else 0

    def read(self) -> list[dict[str, Any]]:
        """All messages, when Postfix has none left in its queues."""
        deadline = time.monotonic() + _PATIENCE_S
        while any(path.is_file() for queue in self._queues for path in queue.rglob("*")):
            assert time.monotonic() < deadline, "Postfix does not deliver what it has taken"
            time.sleep(0.1)
        letters = [read_letter(path.read_bytes()) for path in self._new.iterdir()]
        return [describe(letter, [str(letter["X-Original-To"])]) for letter in letters]


@contextmanager
def postfix_serving(certificate: Path, connections: int) -> Iterator[tuple[int, Mailboxes]]:
    """Run Postfix; gives its port and its mailboxes. Further connections are sent away with 421.

    What it has to say is put beside the certificate, as `mail.log`.
    """
    # Its processes give up root's rights, and cannot look into a folder that is closed to others.
    folder = Path(tempfile.mkdtemp(prefix="bookmaker-postfix-"))
    folder.chmod(0o755)
    port = _configure(folder, certificate, connections)
    server = subprocess.Popen([_PROGRAM, "-c", str(folder / "etc"), "start-fg"])
    try:
        _wait_for(port, server)
        yield port, Mailboxes(folder)
    finally:
        server.terminate()
        server.wait(20)
        shutil.copy(folder / "log/mail.log", certificate.parent)
        shutil.rmtree(folder)


def _configure(folder: Path, certificate: Path, connections: int) -> int:
    owner = pwd.getpwnam(_OWNER)
    for name in ("etc", "queue", "data", "mail", "log"):
        (folder / name).mkdir()
    for name in ("data", "mail"):
        os.chown(folder / name, owner.pw_uid, owner.pw_gid)
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        port = int(line.getsockname()[1])
    shutil.copy(certificate, folder / "server.pem")
    (folder / "refused").write_text(_REFUSED + "\n")
    main = _MAIN.format(folder=folder, uid=owner.pw_uid, gid=owner.pw_gid, connections=connections)
    (folder / "etc/main.cf").write_text(main)
    (folder / "etc/master.cf").write_text(_MASTER.format(port=port))
    return port


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        assert server.poll() is None and time.monotonic() < deadline, "Postfix does not start"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
