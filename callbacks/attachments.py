"""Files as answers: named by what they hold, their date and release; never kept, never guessed at."""

from __future__ import annotations

from datetime import date

from flask import Response

from geodata.known import Known


def attachment(known: Known, content: bytes, media_type: str, what: str, extension: str) -> Response:
    """Return a file to take away."""
    dated = known.catalog.date or date.today().isoformat()
    name = f"sunan-atlas-{what}-{dated}-{known.catalog.release}.{extension}"
    answer = guarded(Response(content, content_type=media_type))
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def guarded(answer: Response) -> Response:
    """Return an answer that no cache keeps and no browser takes for another type."""
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer
