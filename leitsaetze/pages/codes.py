"""QR codes that lead to public pages, for posters and everything on paper."""

from io import BytesIO

import segno
from flask import Response

from leitsaetze.web.languages import lasting

QUIET_ZONE = 4  # modules of white around the code (ISO/IEC 18004, 6.3.8)


def code_of(path: str) -> Response:
    """Return the QR code of a page, `path` being where it is on this site.

    Black on white whatever the theme, because cameras need it; scaled by whoever shows it. It can
    be read with up to 15 % of it damaged (level M).
    """
    drawn = BytesIO()
    segno.make_qr(lasting(path), error="m").save(
        drawn,
        kind="svg",
        border=QUIET_ZONE,
        dark="#000",
        light="#fff",
        xmldecl=False,
        omitsize=True,
    )
    return Response(drawn.getvalue(), mimetype="image/svg+xml")
