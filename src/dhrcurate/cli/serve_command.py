"""`dhrcurate serve`: the interface in a browser."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from dhrcurate.curation.folder_names import installing
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.visible import visible
from dhrcurate.storage.links import refuse_planted_link

HOST = "127.0.0.1"
PORT = 8000


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "library",
        nargs="?",
        type=Path,
        default=Path("records"),
        metavar="LIBRARY",
        help="a folder of records (default: records)",
    )
    parser.add_argument(
        "--host",
        default=HOST,
        help=f"where to listen (default: {HOST}); beyond this machine only with a token",
    )
    parser.add_argument("--port", type=int, default=PORT, help=f"the port (default: {PORT}); 0 picks a free one")
    parser.add_argument(
        "--token", action="store_true", help="ask for a token on this machine too, for one that others share"
    )
    parser.add_argument("--as", dest="curator", metavar="NAME", help="who signs the decisions")
    parser.add_argument("--register", type=Path, metavar="FILE", help="use only this register")
    parser.add_argument(
        "--pages",
        action="append",
        type=Path,
        default=[],
        metavar="DIR",
        help="a folder whose files can be imported, by name (may be given more than once; default: none)",
    )


def run(arguments: Namespace) -> int:
    """Serves the interface until it is interrupted.

    Raises:
        UnusableError: If the extra `web` is not installed, or a folder or the address is not available.
        RefusedError: If the library is behind a link that lies in a repository.
    """
    try:
        from dhrcurate.web.server import Listener, review_command, serve  # noqa: PLC0415  # an extra
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] == "dhrcurate":
            raise
        raise UnusableError(f"serve needs {missing.name}, which is not installed: {installing('web')}") from missing
    refuse_planted_link(arguments.library)
    for folder in arguments.pages:
        if not folder.is_dir():
            raise UnusableError(f"serve: --pages {folder}: there is no such folder")
    command = review_command(
        arguments.library, curator=arguments.curator, register=arguments.register, pages=arguments.pages
    )
    listener = Listener.open(arguments.host, arguments.port)

    def tell(url: str) -> None:
        shown = visible(str(arguments.library), one_line=True)
        print(f"Serving {shown}; press Ctrl+C to stop, everything is saved. Open in a browser:", file=sys.stderr)
        print(url, flush=True)
        if not listener.is_loopback:
            print(
                "Anyone with this address can review as you, and the connection is not encrypted: "
                "use it only in a network that you trust.",
                file=sys.stderr,
            )

    serve(command, arguments.library.name, listener, with_token=arguments.token, tell=tell)
    return 0
