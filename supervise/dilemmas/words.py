"""The house's words for kinds, reactions, settings and approaches: one place for pages and the live channel."""

from supervise.dilemmas.models import Kind, OwnSupervision, Reaction, ReadersReason
from supervise.texts.models import TextKind, UncoverReason

KINDS = {
    Kind.RESPONSE: "",
    Kind.QUESTION: "question",
    Kind.REFLECTION: "reflection",
    Kind.RESONANCE: "what it stirs in me",
    Kind.HYPOTHESIS: "hypothesis",
    Kind.SUGGESTION: "suggestion",
    Kind.THEORY: "theory",
    Kind.GUIDANCE: "guidance",
    Kind.INFORMATION: "information",
}
REACTIONS = {
    Reaction.WITH_YOU: "with you",
    Reaction.THIS_LANDED: "this landed",
    Reaction.THANK_YOU: "thank you",
}
SETTINGS = {
    "private-practice": "private practice",
    "public-service": "public health service",
    "charity": "charity or community service",
    "school-college": "school, college or university",
    "workplace": "workplace counselling",
    "hospital": "hospital or hospice",
    "online": "online only",
    "other": "another setting",
}
APPROACHES = {
    "integrative": "integrative",
    "psychodynamic": "psychodynamic",
    "person-centred": "person-centred",
    "cbt": "cognitive behavioural",
    "systemic": "systemic",
    "existential": "existential",
    "humanistic": "humanistic",
    "other": "another approach",
}
OWN_SUPERVISION = {
    OwnSupervision.YES: "Yes",
    OwnSupervision.NOT_YET: "Not yet",
    OwnSupervision.NOT_NEEDED: "Not needed here",
}
A_COLLEAGUE = "a colleague"
STATES = {"waiting": "waiting for an answer", "open": "open", "closed": "closed"}
PARTS = {
    TextKind.TITLE: "The title",
    TextKind.ACCOUNT: "The account",
    TextKind.QUESTION: "What was wanted from the group",
    TextKind.OUTCOME: "What happened next",
    TextKind.SPOKEN_ABOUT: "Whether it was spoken about",
    TextKind.WATCH_FOR: "What to watch for",
    TextKind.COMMENT: "The response",
}
UNCOVER_REASONS = {
    UncoverReason.NOT_A_CLIENT: "it is not about a client",
    UncoverReason.DISGUISED: "it was disguised already",
    UncoverReason.AGREED: "it was agreed with the person",
    UncoverReason.MISTAKE: "it was covered by mistake",
}
READERS_REASONS = {
    ReadersReason.TO_SPEAK: "to speak with those who may have seen the words",
    ReadersReason.TO_REPORT: "to judge whether this has to be reported",
    ReadersReason.THE_CLIENT: "because the person concerned asked",
}
