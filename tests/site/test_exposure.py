"""What the site may do in a reader's browser, and what it ships of others: policies, licences, the bill of materials."""

import fnmatch
import json
import re

import content_policy
import licences
import lxml.html
import pytest
import sbom
from building import ROOT

MARKS = {
    "Apache-2.0": "Apache License",
    "BSD-2-Clause": "Redistributions in binary form",
    "BSD-3-Clause": "Neither the name",
    "CC-BY-4.0": "CC.BY.4.0",
    "MIT": "Permission is hereby granted|MIT",
    "OFL-1.1": "SIL OFL 1.1",
}


@pytest.fixture(scope="module")
def pages(site):
    return {
        path.relative_to(site).as_posix(): path.read_text("utf-8")
        for path in site.rglob("*.html")
        if "_static" not in path.parts
    }


def policy_of(html):
    (tag,) = lxml.html.document_fromstring(html).xpath("//meta[@http-equiv='Content-Security-Policy']")
    return dict(part.strip().split(" ", 1) for part in tag.get("content").split(";"))


def test_every_page_forbids_other_hosts_eval_and_unknown_scripts(pages):
    assert {"index.html", "search.html", "genindex.html", "book/index.html", "book/slides/channel.html"} <= set(pages)
    for name, html in pages.items():
        policy = policy_of(html)
        assert policy["default-src"] == "'none'", name
        sources = {source for sources in policy.values() for source in sources.split()}
        known = {content_policy.source_hash(script) for script in content_policy.inline_scripts(html)}
        assert sources - known == {"'none'", "'self'", "file:", "data:", "'unsafe-inline'"}, name
        assert [part for part, allowed in policy.items() if "'unsafe-inline'" in allowed] == ["style-src"], name
        assert known <= set(policy["script-src"].split()), name


def test_no_page_holds_a_click_handler_or_a_script_of_unknown_type(pages):
    for name, html in pages.items():
        page = lxml.html.document_fromstring(html)
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), name
        assert set(page.xpath("//script/@type")) <= {"application/json"}, name


def test_a_page_takes_its_policy_once_and_below_the_doctype():
    page = "<!DOCTYPE html>\n<html><head>\n<meta charset='utf-8'><script>let a = 1 < 2;</script></head><body></body></html>"
    once = content_policy.with_policy(page)
    assert content_policy.with_policy(once) == once
    assert once.startswith("<!DOCTYPE html>")
    # the hash of these 14 characters as openssl takes it
    assert "'sha256-Xd/xFl+DmsVqHczJvGQWMh7nLH7H7r5iGmQKRm0JimU='" in once
    changed = content_policy.with_policy(once.replace("1 < 2", "2 < 1"))
    assert "'sha256-Xd/xFl+DmsVqHczJvGQWMh7nLH7H7r5iGmQKRm0JimU='" not in changed
    assert changed.count("Content-Security-Policy") == 1


def owners(name):
    return [one.name for one in licences.COMPONENTS if any(fnmatch.fnmatch(name, part) for part in one.files.split())]


def test_every_shipped_file_has_one_owner_and_every_owner_ships_a_file(site):
    static = site / "_static"
    files = [path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()]
    owned = {name: owners(name) for name in files if not name.startswith("licences/")}
    assert {name: found for name, found in owned.items() if len(found) != 1} == {}
    assert {found[0] for found in owned.values()} == {one.name for one in licences.COMPONENTS}


def test_the_page_lists_each_part_and_the_text_of_its_licence_says_the_same(site, pages):
    rows = lxml.html.document_fromstring(pages["book/reference/licences.html"]).xpath("//article//tbody/tr")
    listed = [[cell.text_content().strip() for cell in row.xpath("td")][:3] for row in rows]
    assert listed == [[one.name, one.version, one.licence] for one in licences.COMPONENTS]
    for one in licences.COMPONENTS:
        text = (site / one.address).read_text("utf-8")
        assert all(re.search(MARKS[licence], text) for licence in one.licence.split(" AND ")), one.name
        assert ("Neither the name" in text) == ("BSD-3" in one.licence), one.name


def test_the_bill_of_materials_holds_the_lock_and_the_site():
    text = sbom.check(sbom.bill())
    assert sbom.bill() == text
    listed = {(part["name"].lower(), part["version"]) for part in json.loads(text)["components"]}
    locked = re.findall(r"^([\w.-]+)==([^ ]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert len(locked) > 100
    assert listed == {*locked, *((one.name.lower(), one.version) for one in licences.COMPONENTS)}
