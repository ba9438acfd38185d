"""From words to HTML: safe whatever was written, covered passages in no source, quick on long texts."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervise.texts import markdown

SAFE = {
    "p",
    "br",
    "em",
    "strong",
    "blockquote",
    "ul",
    "ol",
    "li",
    "h3",
    "h4",
    "a",
    "code",
    "pre",
    "hr",
    "q",
    "s",
    "span",
    "sup",
    "section",
}
TRICKS = st.sampled_from(
    [
        "<script>", "</p>", "<img src=x onerror=y>", "![a](http://x/y.png)", "[a](javascript:b)", "[a](data:text/html,b)",
        "[a](http://x 't')", "<http://x>", "<javascript:x>", "&lt;script&gt;", "&#106;avascript:", "**", "_", "~~", "> ", "- ",
        "1. ", "# ", "```", "    ", "\n\n", "[", "](", ")", "\\", "\ue000", "&amp;", "<!--", "-->", "|a|b|\n|-|-|", "---\n", "[^1]", "\n\n[^1]: ", "[^<b>]",
    ]
)  # fmt: skip
WRITTEN = st.lists(st.one_of(TRICKS, st.text(max_size=12)), max_size=20).map("".join)


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data):
        self.words.append(data)


@given(WRITTEN)
def test_r20_whatever_is_written_only_harmless_parts_come_out(written):
    found = Tags(str(markdown.render(written)))
    assert set(found.tags) <= SAFE
    for tag, name, value in found.attributes:
        assert (tag, name) in {
            ("a", "href"),
            ("a", "rel"),
            ("a", "title"),
            ("ol", "start"),
            ("p", "data-span"),
            ("li", "data-span"),
            ("span", "class"),
            ("a", "id"),
            ("a", "aria-label"),
            ("li", "id"),
            ("section", "class"),
            ("section", "aria-label"),
        }
        if name == "href":
            assert value.startswith(("http://", "https://", "mailto:")) or ":" not in value.split("/")[0], value
        if name == "rel":
            assert value == "noopener nofollow noreferrer"
        if name == "id":
            assert re.fullmatch(r"(ref|note)-[0-9a-f]{12}-\d+", value)


@pytest.mark.parametrize(
    ("written", "comes_out"),
    [
        ("*soft* and **firm**", "<em>soft</em> and <strong>firm</strong>"),
        ("> said before", "<blockquote>"),
        ("- one\n- two", "<li"),
        ("# Title\n## Second\n### Third", "<h3>Title</h3>"),
        ("[a place](https://example.org)", 'href="https://example.org"'),
        ("AT&T &amp; <b>", "AT&amp;T &amp; &lt;b&gt;"),
        ("one  \ntwo", "<br>"),
        ("~~gone~~", "<s>gone</s>"),
    ],
)
def test_the_part_of_markdown_that_people_use(written, comes_out):
    assert comes_out in markdown.render(written)


def test_a_picture_from_elsewhere_never_loads():
    html = markdown.render("![a look](https://evil.example/beacon.png)")
    assert "<img" not in html
    assert "a look" in html


@given(st.lists(st.sampled_from("abcdefghij *_>#\n"), min_size=4, max_size=40), st.data())
def test_what_is_covered_stands_in_no_source(letters, data):
    body = "".join(letters)
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))
    marked = body[:start] + "SECRET" + body[end:]
    cover = (start, start + 6)
    for shown in (markdown.render(marked, [cover]), markdown.plain(marked, [cover]), markdown.excerpt(marked, [cover])):
        assert "SECRET" not in shown
        assert not any(piece in shown for piece in ("SECRE", "ECRET"))


def test_spans_are_code_points_whatever_stands_before_them():
    body = "\U0001d518e\u0301 Mrs Weatherby came."
    start = body.index("Weatherby")
    assert "Weatherby" not in markdown.render(body, [(start, start + 9)])
    assert "came" in markdown.render(body, [(start, start + 9)])


def test_several_covers_do_not_shift_each_other():
    body = "Ann met Bea and Cleo."
    spans = [(body.index(name), body.index(name) + len(name)) for name in ("Cleo", "Ann", "Bea")]
    shown = markdown.plain(body, spans)
    assert not any(name in shown for name in ("Ann", "Bea", "Cleo"))
    assert " met " in shown and " and " in shown


def test_a_private_mark_in_the_words_does_not_look_like_a_cover():
    assert "covered" not in markdown.render("before \ue000 after")


def test_words_that_were_destroyed_say_so():
    assert "destroyed" in markdown.render(None)
    assert markdown.plain(None) == ""


def test_an_excerpt_is_one_line_and_ends_at_a_word():
    cut = markdown.excerpt("# A **long** tale\n\n> of many words " * 20, most=60)
    assert "\n" not in cut and len(cut) <= 60
    assert cut.endswith("…")
    assert not set("#*>") & set(cut)


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "![",
        "*",
        "_",
        "~~",
        "> ",
        "- ",
        "<",
        "&",
        "\\",
        "[a](",
        "**a ",
        "1. a\n",
        "`",
        "#",
        " \n",
        "\ue000",
        "a@b.",
        "<http://x",
    ],
)
def test_r33_nasty_texts_cost_in_proportion_to_their_length(piece):
    """Four times the length costs about four times as much; what grew with the square would cost sixteen times."""
    short, long = (hidden(piece, length) for length in (8_000, 32_000))
    costs = least_costs(short, long, readings=2)
    if not proportional(*costs):  # a busy machine takes time from one of them, and has to be asked again
        costs = map(min, costs, least_costs(short, long, readings=4))
    assert proportional(*costs)


def proportional(short, long):
    return long < 10 * max(short, 0.002)


def hidden(piece, length):
    return markdown.hide((piece * length)[:length], [(10, 20)])


def least_costs(*bodies, readings):
    """Return for each text the least time of the processor that reading it took."""
    costs = [[cost(body) for body in bodies] for _ in range(readings)]
    return [min(one) for one in zip(*costs, strict=True)]


def cost(body):
    started = time.process_time()
    markdown._render.__wrapped__(body)
    return time.process_time() - started


def test_footnotes_stand_at_the_end_in_the_order_of_the_text_and_none_is_lost():
    written = (
        "Late.[^b] Again.[^1] And again.[^b]\n\n[^1]: The *third* time.\n[^b]: Bion.\n\n    And more.\n[^z]: Nowhere."
    )
    found = Tags(str(markdown.render(written)))
    said = " ".join("".join(found.words).split())
    assert said == "Late.1 Again.2 And again.1 Bion. And more. ↩ The third time. ↩ Nowhere."
    ids = [value for _, name, value in found.attributes if name == "id"]
    links = [value.removeprefix("#") for tag, name, value in found.attributes if name == "href"]
    assert len(ids) == len(set(ids)) and set(links) <= set(ids), "every link leads somewhere, and nowhere twice"
    other = Tags(str(markdown.render(f"{written} Else.")))
    assert not set(ids) & {value for _, name, value in other.attributes if name == "id"}, "two texts stand on one page"


def test_what_is_covered_in_a_footnote_is_in_no_source():
    written = "Late.[^1]\n\n[^1]: She teaches at Quillfeather."
    start = written.index("Quillfeather")
    assert "Quillfeather" not in markdown.render(written, [(start, start + 12)])
    assert "Quillfeather" in markdown.render(written)
