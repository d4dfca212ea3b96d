"""A Content-Security-Policy for each page: scripts from the site's own files or known by their hash, no other origin, no eval.

Sphinx, its theme and the extensions write short scripts into the pages. Their hashes are taken from the finished page, so a
script that came in by any other way does not run.
"""

from __future__ import annotations

import base64
import hashlib
import re

import lxml.html

TAG = re.compile(r'\n?<meta http-equiv="Content-Security-Policy"[^>]*>')
HEAD = re.compile(r"<head>(\s*<meta charset=[^>]*>)?")
OWN = "'self' file:"  # for a page opened as a file, not every browser counts its neighbours as its own


def inline_scripts(html: str) -> list[str]:
    """The scripts that a page holds itself. A script with a type is data here: the numbers of an explorer."""
    scripts = lxml.html.document_fromstring(html).iter("script")
    return [script.text or "" for script in scripts if not {"src", "type"} & set(script.attrib)]


def source_hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def policy(html: str) -> str:
    hashes = dict.fromkeys(map(source_hash, inline_scripts(html)))
    parts = {
        "default-src": "'none'",
        "script-src": " ".join([OWN, *hashes]),
        "style-src": f"{OWN} 'unsafe-inline'",  # MathJax, uPlot and Sphinx set style attributes
        "img-src": f"{OWN} data:",  # explorers' first pictures, Bootstrap's arrows
        "font-src": OWN,
        "connect-src": "'self'",  # the search reads pages for its summaries
        "form-action": OWN,  # the search field
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in parts.items())


def with_policy(html: str) -> str:
    """The page with its policy, in place of one that it may have had."""
    bare = TAG.sub("", html)
    head = HEAD.search(bare)
    place = head.end() if head else 0  # the redirect at the top of the site has no head
    return f'{bare[:place]}\n<meta http-equiv="Content-Security-Policy" content="{policy(bare)}">{bare[place:]}'
