"""A program: reads a page and its style as JSON on its input, writes a tagged PDF (PDF/UA-1) on its output.

It asks nothing of any network or disk but the machine's own fonts, and can write no file. Knows nothing of Supervise.
"""

import json
import resource
import sys

try:
    from weasyprint import CSS, HTML, URLFetcher
except (ImportError, OSError):  # the package, or Pango that it stands on, is not on this machine
    sys.exit(3)

MEMORY = 2 << 30
NO_WAY = ("none",)
"""The only addresses that it may follow; there are no such ones."""


def main() -> None:
    """Make the file."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    told = json.load(sys.stdin)
    fetcher = URLFetcher(allowed_protocols=NO_WAY)
    page = HTML(string=told["page"], url_fetcher=fetcher)
    style = CSS(string=told["style"], url_fetcher=fetcher)
    sys.stdout.buffer.write(page.write_pdf(stylesheets=[style], presentational_hints=True, pdf_variant="pdf/ua-1"))


if __name__ == "__main__":
    main()
