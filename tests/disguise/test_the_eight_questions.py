"""What a client may be left wondering about, told by client, therapist or supervisor, leads to its theme."""

import pytest

from supervise.disguise import review, taxonomy

TOLD = {
    "holidays-breaks": [
        "What does it mean when my therapist goes on holiday?",
        "Why does my therapist need so many holidays?",
        "My therapist went on holiday, what does it mean?",
        "The therapist goes on holiday.",
        "My counsellor is going away for three weeks and I do not know how I will manage.",
        "I am going on holiday in August and my client went very quiet when I told her.",
        "I was on annual leave for a fortnight. He has hardly spoken since I came back.",
        "My supervisee takes her summer break next month and has not told her clients.",
        "therapist off on vacation again, feels like she wants rid of me",
        "I've booked two weeks off over Easter and he asked what he is supposed to do while I'm away.",
    ],
    "therapist-illness": [
        "What if my therapist is ill and cancels?",
        "Therapist cancels a session because they are sick",
        "The therapist is unwell and cancels.",
        "My therapist is ill and has cancelled our session.",
        "Therapist is unwell and cancels a session",
        "I had flu and cancelled at short notice; she wrote that I must hate her.",
        "I was off sick for a week and had to cancel everybody.",
        "My therapist was poorly so she canceled. Was it something I said?",
        "My supervisee cancelled a client because of a migraine and now feels dreadful about it.",
        "I phoned in sick on the day and he sat in the car park anyway.",
    ],
    "other-clients": [
        "What does it mean that I saw another client leaving?",
        "When he arrived, he saw another client leaving in tears.",
        "The client sees another client on arrival.",
        "Client sees another client when they arrive",
        "When I arrived I saw my therapist's other client coming out, laughing.",
        "He met the client before him on the stairs and asked who she was.",
        "She noticed the previous patient leaving my room in tears.",
        "There was another patient in the waiting room and I felt replaced.",
        "Two of my clients ran into one another in the waiting room.",
        "My supervisee's client bumped into the next client at the door.",
    ],
    "therapist-late": [
        "What does it mean when the therapist is late?",
        "My therapist started ten minutes late and did not make up the time.",
        "The therapist is late.",
        "My therapist was late again, what does it mean?",
        "I was ten minutes late and he had already decided to leave.",
        "I kept my client waiting in the rain because my train was delayed.",
        "therapist turns up late and doesnt say sorry",
        "I started her session late because the one before overran.",
        "My supervisee arrived late for her client and neither of them mentioned it.",
        "My therapist was late for our session and I sat outside wondering if she had forgotten me.",
    ],
    "self-disclosure": [
        "What does it mean when my therapist tells me a lot about herself?",
        "Therapist shares too much about their private life.",
        "The therapist discloses a lot about themselves.",
        "My therapist tells me so much about her own life that I feel I have to look after her.",
        "My counsellor talks about himself for half the hour.",
        "I disclosed my own divorce to a client and wish I had not.",
        "I told him about my children and he has asked after them ever since.",
        "Therapist reveals a great deal about herself.",
        "I shared a personal story with my client about my own depression.",
        "My supervisee self-discloses a lot and calls it being genuine.",
    ],
    "interruptions": [
        "What if something interrupts the session?",
        "Someone walked into the room while my client was crying.",
        "Something interrupts a session.",
        "Somebody knocked on the door while I was telling my therapist about my father.",
        "Our session was interrupted by a fire alarm.",
        "My phone rang in the middle of her session.",
        "A colleague walked in on us just as he began to cry.",
        "The doorbell went during our session and my therapist got up to answer it.",
        "We keep being interrupted by builders next door.",
        "There was an interruption, the cleaner came into the room, and the client never went back to it.",
    ],
    "changed-appearance": [
        "What does it mean when the therapist looks different one day?",
        "My therapist came in with a broken arm.",
        "The therapist looks different one day.",
        "My therapist looked different last week and I could not say anything.",
        "I have had my hair cut short and my client cannot look at me.",
        "I came to work with my arm in a sling and nobody mentioned it.",
        "She appeared different today, very pale and thin, and I was frightened.",
        "My counsellor has dyed her hair and it feels like somebody else sitting there.",
        "I've shaved off my beard. One client said I looked like her uncle.",
        "My supervisee wore jeans to work for once and his client commented on his clothes.",
    ],
    "therapist-life-events": [
        "What does it mean if my therapist gets married?",
        "My therapist is getting married or having a baby.",
        "The therapist marries or has a baby.",
        "My therapist is getting married.",
        "My therapist is pregnant, what does it mean for me?",
        "I got married over the weekend and she saw the ring.",
        "I am expecting a baby and do not know when to tell my clients.",
        "My counsellor had a baby and came back a different person.",
        "My supervisee is pregnant and it begins to show.",
        "Therapist has a baby",
    ],
}


@pytest.mark.parametrize(("slug", "account"), [(slug, said) for slug, all_ in TOLD.items() for said in all_])
def test_each_of_the_eight_questions_suggests_its_theme_first(slug, account):
    assert [hint.slug for hint in review(account, rules_only=True).themes][:1] == [slug]


@pytest.mark.parametrize(
    ("word", "area"),
    [("boundaries", "role-boundaries"), ("self-disclosure", "therapist-as-person"), ("endings", "dependence-endings")],
)
@pytest.mark.parametrize("shape", ["{}", "{}.", "{} ", " {}?"])
def test_a_single_word_suggests_its_area_or_one_of_its_themes_first(word, area, shape):
    for typed in (word, word.upper(), word.capitalize()):
        first = taxonomy().get(review(shape.format(typed), rules_only=True).themes[0].slug)
        assert area in (first.slug, getattr(first, "area", None))
