"""A submitted write-up, marked by Farah who does not know whose it is, moderated by Omar, released, revised by Tia."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.axe import trouble
from tests.browser.practice import Come, Person, Practice
from tests.browser.practice import come as people_of
from tests.cast import make_world
from tests.serving import Serve
from tests.writeups.marked import seat_supervisors, submitted

TOLD = "She came late again.\n\nI looked at the clock, and said nothing of it.\n\nShe spoke of the river at home."
OTHERWISE = TOLD.replace("the river", "the water")
WHY = "What became of the river? It is told, and never taken up."
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def handed(serve_module: Serve) -> tuple[Practice, str]:
    """The cast's practice with Farah and Omar, who supervise too, and a write-up that Tia submitted; its path."""
    server = serve_module(start=False, SUPERVISE_LIMITS="off", SUPERVISE_DISGUISE="rules")
    world = make_world(server.data_dir)
    with world.work():
        seat_supervisors(world, "Farah", "Omar")
        note, _ = submitted(world, TOLD)
        path = f"/writeups/{note.id}"
    world.database.engine.dispose()
    return Practice(server.start(), world.group_id), path


@pytest.fixture
def come(handed: tuple[Practice, str], new_context: Callable[..., BrowserContext]) -> Come:
    return people_of(handed[0], new_context)


def marks_all(person: Person, *, short: str = "") -> None:
    """Mark every criterion as enough, but one, and say there why and where."""
    for one in person.page.locator(".criterion").all()[:-1]:
        enough = "Refer" if short and short in one.inner_text() else "Pass"
        one.get_by_label(enough, exact=True).check()
    if short:
        one = person.page.locator(".criterion", has_text=short).first
        one.get_by_label("Why").fill(WHY)
        one.get_by_label("Paragraphs").fill("3")


@pytest.mark.timeout(200)
def test_it_is_marked_blind_to_the_name_moderated_blind_to_the_marks_released_and_revised(
    come: Come, handed: tuple[Practice, str]
) -> None:
    practice, path = handed
    tia, noa = come("Tia", reduced_motion="reduce").go(path), come("Noa", reduced_motion="reduce")
    expect(tia.page.locator("#standing")).to_contain_text("No marker has opened it yet")

    # the convenor sees who handed it in, and none of its words; those who were shown it by name are not to choose
    noa.go(f"{practice.group}/writeups").page.get_by_role("link", name="by Tia").click()
    assert "clock" not in noa.page.content() and "Ruth" not in noa.page.locator("select").first.inner_text()
    for place, who in (("first", "Farah"), ("second", "Omar")):
        noa.page.locator(f"#member-{place}").select_option(label=who)
        noa.page.get_by_role("button", name="Appoint", exact=True).first.click()
        noa.sees(who)
    assert not trouble(noa)
    arranged = noa.path

    # the first marker, on a phone: a number, a copy to be opened, marks that are kept as they are made
    farah = come("Farah", viewport=PHONE, reduced_motion="reduce").go(f"{practice.group}/writeups")
    farah.page.get_by_role("link", name="Write-up").last.click()
    assert not trouble(farah)
    farah.page.get_by_role("button", name="Open it and mark it").click()
    farah.sees("She came late again.")
    expect(tia.page.locator("#standing")).to_contain_text("It is being marked")
    marks_all(farah, short="The client is understood")
    expect(farah.page.locator(".saved")).to_contain_text("Draft kept")
    farah.go(farah.path)
    expect(farah.page.get_by_label("Why: The client is understood")).to_have_value(WHY)
    assert "Tia" not in farah.page.content() and not trouble(farah)
    farah.page.get_by_role("button", name="Give the marks").click()
    farah.sees("Your marks are given: refer.")
    assert "Tia" not in farah.page.content() and not trouble(farah)

    # meanwhile its author sees what points to somebody: it cannot be recalled any more, and is said otherwise
    tia.page.get_by_role("link", name="put other words there").click()
    assert not trouble(tia)
    tia.page.get_by_role("link", name="Say it otherwise in What happened").click()
    tia.page.get_by_label("What stands there from now on").fill(OTHERWISE)
    tia.page.get_by_label("A place, a service or an employer stood there").check()
    assert not trouble(tia)
    tia.page.get_by_role("button", name="Put it there").click()
    tia.sees("It stands there now")
    farah.go(farah.path).sees("She spoke of the water at home.")
    farah.sees("A place, a service or an employer stood there.")
    farah.page.get_by_role("link", name="Cover a passage").click()
    assert not trouble(farah)
    farah.page.get_by_role("link", name="Leave it as it is").click()

    # the second, who sees nothing of that before; then both see both, and agree
    omar = come("Omar", reduced_motion="reduce").go(farah.path)
    omar.page.get_by_role("button", name="Open it and mark it").click()
    marks_all(omar)
    assert WHY not in omar.page.content()
    omar.page.get_by_role("button", name="Give the marks").click()
    omar.sees(WHY)
    omar.sees("You differ")
    omar.page.get_by_label("Refer", exact=True).check()
    omar.page.get_by_label("Why", exact=True).fill("The river is the heart of it.")
    assert not trouble(omar)
    omar.page.get_by_role("button", name="This is what we agree on").click()
    omar.sees("It comes to refer")

    # released: its author is told on the open page, reads why, goes to the paragraph, and writes on
    assert WHY not in tia.page.content()
    noa.go(arranged).page.get_by_role("button", name="Release the marks").click()
    noa.sees("Released")
    expect(tia.page.locator("#standing")).to_contain_text("Its marks were released")
    tia.page.get_by_role("link", name="Read the marks and why").click()
    tia.sees(WHY)
    assert not trouble(tia)
    tia.page.get_by_role("link", name="paragraph 3, What happened").click()
    expect(tia.page.locator(":target")).to_contain_text("the water at home")
    tia.go(path)
    box = tia.page.get_by_role("textbox", name="What happened", exact=True)
    expect(box).to_have_value(OTHERWISE)
    box.fill(f"{OTHERWISE}\n\nThe river is where she waited for him.")
    expect(tia.page.locator(".part__state").first).to_contain_text("Kept")
    tia.page.get_by_role("link", name="Marks", exact=True).click()
    tia.page.get_by_role("link", name="see what you have changed since").click()
    expect(tia.page.locator("main ins")).to_contain_text("where she waited for him")
