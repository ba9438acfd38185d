"""Names of people: seen in every spelling, and ordinary words left alone."""

import pytest

from supervise.disguise import Kind, review
from tests.disguise.found import found

MANY = [
    "Aoife",
    "Caoimhe",
    "Tadhg",
    "Saoirse",
    "Blathnaid",
    "Oluwadamilare",
    "Folasade",
    "Temitope",
    "Chidinma",
    "Nkechi",
    "Obinna",
    "Jaskaran",
    "Manpreet",
    "Sukhvinder",
    "Grzegorz",
    "Agnieszka",
    "Wojciech",
    "Rhiannon",
    "Gwenllian",
    "Llinos",
    "Ieuan",
    "Xiuying",
    "Zhihao",
    "Meiling",
    "Jianwei",
    "Kwame",
    "Thabo",
    "Ananya",
    "Rajesh",
    "Svetlana",
    "Mehmet",
    "Nasrin",
    "Soo-jin",
    "Guadalupe",
    "Tyrone",
    "Keisha",
    "Sheila",
    "Gaz",
]


@pytest.mark.parametrize("name", MANY)
def test_first_names_of_many_peoples_are_seen_in_any_letters(name):
    for said in (name, name.lower(), name.upper()):
        assert found(f"I saw {said} again on Tuesday and she was early.", "PERSON") == [said]


@pytest.mark.parametrize("name", MANY)
def test_a_name_that_opens_a_sentence_is_seen(name):
    assert found(f"It was raining. {name} came in wet and would not sit.", "PERSON") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('"You always do that, Tomasz," I heard myself say.', ["Tomasz"]),
        ("Siobhan's asked me to stay. Siobhan\u2019s mother rang.", ["Siobhan", "Siobhan"]),
        ("I see Yvonne Ashcroft-Webb and Mr. van der Berg.", ["Yvonne Ashcroft-Webb", "Mr. van der Berg"]),
        ("his names kyle and mr hobday is his head of year", ["kyle", "mr hobday"]),
        ("I told Dr O'Leary and Prof. Nwosu.", ["Dr O'Leary", "Prof. Nwosu"]),
        ("SHE RANG ME AT HOME. GEMMA STOCKWELL RANG ME AT HOME AGAIN.", ["GEMMA STOCKWELL"]),
        ("Her brother, Ciar\u00e1n, and Stefan Ili\u0107 came.", ["Ciar\u00e1n", "Stefan Ili\u0107"]),
        ("He calls me auntie Bea. Jean-Luc laughed.", ["auntie Bea", "Jean-Luc"]),
        ("I spoke with J. Okonkwo about it.", ["J. Okonkwo"]),
    ],
)
def test_names_are_covered_whole(text, names):
    assert found(text, "PERSON") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Grace said nothing. I waited for Grace.", ["Grace", "Grace"]),
        ("Rose, 34, wanted a hug.", ["Rose"]),
        ("Iris told me so herself.", ["Iris"]),
        ("I think Will is angry. Will said he was not.", ["Will", "Will"]),
        ("I may ask. Will it help? Hope is what I lack, and grace.", []),
        ("Mark my words, summer will come. A rich, frank talk.", []),
        ("May I say it? Faith moves mountains, they say. Joy is rare here.", []),
    ],
)
def test_names_that_are_words_need_a_second_sign(text, names):
    assert found(text, "PERSON") == names


@pytest.mark.parametrize(
    "text",
    [
        "Winnicott and Melanie Klein would differ; Carl Rogers, D. W. Winnicott and Yalom too.",
        "A Kleinian, a Jungian and a Rogerian walk into a group. Freud laughs.",
        "She has Parkinson's and he has Asperger's. The Rorschach told us little.",
        "I used CBT, then EMDR, then the PHQ-9 and CORE-10, on sertraline since Easter.",
        "Client A, M. and K.T. know one another. Patient C said so on Monday.",
        "Mum rang, Dad rang, Nan rang. Miss, they call me. God help us.",
        "We met on Zoom, then WhatsApp, then Teams. I sat on an IKEA chair in a Tesla.",
        "The Drama Triangle, the Core Conditions, Internal Family Systems and the Ethical Framework.",
        "She is Polish and Catholic, from the north of England. He is Igbo.",
        "Gemini, since you ask. Summer, then Christmas, then New Year.",
        "She reads Jane Eyre; he likes Harry Potter. I have Covid. Oh, and a Labrador.",
    ],
)
def test_the_fields_own_words_and_the_worlds_are_nobodys_name(text):
    assert found(text) == []


def test_one_mention_caught_catches_all():
    text = "I see Ms Ferncastle weekly. Ferncastle is late. ferncastle's car broke."
    assert found(text, "PERSON") == ["Ms Ferncastle", "Ferncastle", "ferncastle"]


def test_members_of_the_group_as_listed_are_no_finding():
    text = "Thank you, Nuala. I agree with Desmond Achebe, and with Siobhan."
    assert found(text, known_names=["Nuala Byrne", "Desmond Achebe"]) == ["Siobhan"]


def test_names_are_direct_details():
    assert {finding.kind for finding in review("I see Nuala and Mr Achebe.").findings} == {Kind.DIRECT}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Oh Siobhan, I thought. Oh God. Oh dear.", ["Siobhan"]),
        ("T: Er, yes. C: Oh? T: Ah, well. C: Aye.", []),
        ("I met Mr Oh, and So Siobhan knew.", ["Mr Oh", "Siobhan"]),
    ],
)
def test_what_people_utter_is_no_name(text, names):
    assert found(text, "PERSON") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("niamhs mum rang. im not her cousin", ["niamh"]),
        ("saw niamh today. niamhs coat was wet", ["niamh", "niamh"]),
        ("Got a card from the Okafors.", ["Okafors"]),
        ("He signs as Z. Marchbanks now.", ["Z. Marchbanks"]),
        ("I call him Mr M and he calls me Ms K.", []),
        ("jus wanted to say. wud of rung", []),
        ("luke (22) came late, jung (51 papers) did not", ["luke"]),
    ],
)
def test_names_as_people_type_them(text, names):
    assert found(text, "PERSON") == names


def test_a_whole_known_name_after_an_at_is_no_user_name():
    known = ["Nuala Byrne", "Ada"]
    assert found("Ask @Nuala Byrne and @ada, not @Adam.", known_names=known) == ["@Adam"]
    assert found("Ask @Nuala, or @Ada.", known_names=known) == ["@Nuala"]
    assert found("Ask @Ada.") == ["@Ada"]
