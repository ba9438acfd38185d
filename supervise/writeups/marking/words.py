"""What is said of words that were put otherwise in a submitted copy."""

from supervise.writeups.marking.models import Why

WHYS = {
    Why.NAME: "A name stood there",
    Why.PLACE: "A place, a service or an employer stood there",
    Why.DETAIL: "A detail stood there that points to somebody",
    Why.SOMEBODY_ELSE: "Somebody else than the client could be recognised",
}
