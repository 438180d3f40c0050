"""Asks an address and prints its status and the start of its answer.

python3 ask.py http://127.0.0.1:8050/healthz ends with 0 for status 200, 1 for another status, 2 when nothing
answers. Only the standard library, so that it runs before anything is installed.
"""

import sys
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

ANSWER_S = 5
MOST_CHARS = 2000


def main(address: str) -> int:
    """Ask without any proxy, and say what came."""
    opener = build_opener(ProxyHandler({}))
    try:
        with opener.open(address, timeout=ANSWER_S) as answer:
            status, body = answer.status, answer.read(MOST_CHARS)
    except HTTPError as wrong:
        status, body = wrong.code, b""
    except (OSError, ValueError, HTTPException):
        return 2
    print(status, body.decode("utf-8", "replace").replace("\n", " "))
    return 0 if status == 200 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
