"""The house's words for kinds, reactions, settings and approaches: one place for pages and the live channel."""

from supervise.dilemmas.models import Kind, Reaction

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
A_COLLEAGUE = "a colleague"
STATES = {"waiting": "waiting for an answer", "open": "open", "closed": "closed"}
