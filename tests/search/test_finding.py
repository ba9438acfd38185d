"""What is found, in which order, and what is not: the same on both databases, since every test here runs on both."""

from supervise.search.asking import read
from supervise.search.queries import Wanted, search, seats_to_search


def found(world, who, words="", **more):
    with world.work():
        hits, _ = search(seats_to_search(world.actor(who)), Wanted(read(words), **more))
        return [(hit.comment or hit.dilemma).id for hit in hits]


def test_words_in_all_their_forms_are_found_by_those_who_may_read_them(world):
    with world.work():
        gift = world.dilemma("Ben", "She gave me boundaries.", title="The gift").id
        answer = world.comment("Ada", world.dilemma("Sam", "Another."), "What did the gift mean to you?").id
        secret = world.dilemma("Ada", "A gift for the supervisors.", to_supervisors=True).id
    assert found(world, "Tia", "gift") == [gift, answer]
    assert set(found(world, "Ada", "gift")) == set(found(world, "Ruth", "GIFTS")) == {gift, answer, secret}
    assert found(world, "Olu", "gift") == found(world, "Finn", "gift") == found(world, "Owen", "gift") == []
    assert found(world, "Tia", "boundary") == found(world, "Tia", "bound") == [gift]
    assert found(world, "Tia", '"gift mean"') == [answer]
    assert found(world, "Tia", '"mean gift"') == []
