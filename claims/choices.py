"""Every vocabulary of the tracker: the stored word, its label, and what it means."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClaimantKind(TextChoices):
    STATE = "state", _("State or government")
    ARMED_FORCES = "armed_forces", _("Armed forces")
    ARMED_GROUP = "armed_group", _("Armed group or coalition")
    PMC = "pmc", _("Private military company")
    ORGANISATION = "organisation", _("International organisation")
    CIVIL = "civil", _("Civil society or community")
    MEDIA = "media", _("Media")
    ENCYCLOPAEDIA = "encyclopaedia", _("Encyclopaedia")
    PERSON = "person", _("Person")


class Stake(TextChoices):
    """How a claimant stands to the conflict."""

    PARTY = "party", pgettext_lazy("claimant", "Party to the conflict")
    ALIGNED = "aligned", pgettext_lazy("claimant", "Aligned with a party")
    INDEPENDENT = "independent", pgettext_lazy("claimant", "Independent")
    UNKNOWN = "unknown", pgettext_lazy("claimant", "Stake unknown")


class Reliability(TextChoices):
    """Reliability of a claimant (Admiralty code, letters)."""

    A = "A", _("A, completely reliable")
    B = "B", _("B, usually reliable")
    C = "C", _("C, fairly reliable")
    D = "D", _("D, not usually reliable")
    E = "E", _("E, unreliable")
    F = "F", _("F, cannot be judged")


class Credibility(TextChoices):
    """Credibility of one claim, judged apart from its claimant (Admiralty code, numbers)."""

    CONFIRMED = "1", _("1, confirmed by other sources")
    PROBABLE = "2", _("2, probably true")
    POSSIBLE = "3", _("3, possibly true")
    DOUBTFUL = "4", _("4, doubtful")
    IMPROBABLE = "5", _("5, improbable")
    UNKNOWN = "6", _("6, cannot be judged")


class PlaceKind(TextChoices):
    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    AREA = "area", _("Area")
    CITY = "city", _("City or town")
    SETTLEMENT = "settlement", _("Settlement")
    BASE = "base", _("Military base")
    AIRPORT = "airport", _("Airport")
    VALLEY = "valley", _("Valley")


class SourceKind(TextChoices):
    ARTICLE = "article", _("Article")
    COMMUNIQUE = "communique", _("Communiqué")
    BROADCAST = "broadcast", _("Broadcast")
    POST = "post", _("Post")
    REPORT = "report", _("Report")
    ENCYCLOPAEDIA = "encyclopaedia", _("Encyclopaedia article")


class QuestionKind(TextChoices):
    YES_NO = "yes_no", pgettext_lazy("question", "Whether")
    FIGURE = "figure", pgettext_lazy("question", "How many")
    CAUSE = "cause", pgettext_lazy("question", "Why or by whom")
    TIME = "time", pgettext_lazy("question", "When")
    PLACE = "place", pgettext_lazy("question", "Where")
    NAME = "name", pgettext_lazy("question", "What or who it is")


class ClaimKind(TextChoices):
    ASSERTION = "assertion", pgettext_lazy("kind of claim", "Assertion")
    FIGURE = "figure", pgettext_lazy("kind of claim", "Figure")
    ACCUSATION = "accusation", pgettext_lazy("kind of claim", "Accusation")
    DENIAL = "denial", pgettext_lazy("kind of claim", "Denial")
    ANNOUNCEMENT = "announcement", pgettext_lazy("kind of claim", "Announcement")
    DEMAND = "demand", pgettext_lazy("kind of claim", "Demand")
    CALL = "call", pgettext_lazy("kind of claim", "Call")


#: Kinds that can be true or false; the others are acts of speech and get no verdict.
CHECKABLE_KINDS = (ClaimKind.ASSERTION, ClaimKind.FIGURE, ClaimKind.ACCUSATION, ClaimKind.DENIAL)


class Publication(TextChoices):
    DRAFT = "draft", pgettext_lazy("claim", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("claim", "In review")
    PUBLISHED = "published", pgettext_lazy("claim", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("claim", "Withdrawn")


#: Claims that are or were public: the ledger says each of their versions.
PUBLIC_ONCE = (Publication.PUBLISHED, Publication.WITHDRAWN)


class Status(TextChoices):
    """What editors concluded about a claim."""

    UNVERIFIED = "unverified", pgettext_lazy("claim", "Unverified")
    UNDER_REVIEW = "under_review", pgettext_lazy("claim", "Under review")
    CORROBORATED = "corroborated", pgettext_lazy("claim", "Corroborated")
    VERIFIED = "verified", pgettext_lazy("claim", "Verified")
    INCONCLUSIVE = "inconclusive", pgettext_lazy("claim", "Inconclusive")
    REFUTED = "refuted", pgettext_lazy("claim", "Refuted")
    RETRACTED = "retracted", pgettext_lazy("claim", "Retracted")


#: Findings that two people must agree on.
VERDICTS = (Status.CORROBORATED, Status.VERIFIED, Status.REFUTED, Status.RETRACTED)


class Bearing(TextChoices):
    """How a source bears on a claim."""

    STATES = "states", pgettext_lazy("source to claim", "States it")
    SUPPORTS = "supports", pgettext_lazy("source to claim", "Supports it")
    UNDERMINES = "undermines", pgettext_lazy("source to claim", "Undermines it")
    CONTEXT = "context", pgettext_lazy("source to claim", "Gives context")


#: Bearings that put a source behind a claim.
BACKING = (Bearing.STATES, Bearing.SUPPORTS)


class Mode(TextChoices):
    """How a source came by what it says."""

    OWN = "own", _("The claimant's own words")
    REPORTED = "reported", _("Its own reporting")
    RELAYED = "relayed", _("Relayed from elsewhere")


class LinkKind(TextChoices):
    CONTRADICTS = "contradicts", pgettext_lazy("one claim to another", "contradicts")
    DENIES = "denies", pgettext_lazy("one claim to another", "denies")
    CORROBORATES = "corroborates", pgettext_lazy("one claim to another", "corroborates")
    QUALIFIES = "qualifies", pgettext_lazy("one claim to another", "qualifies")
    REPEATS = "repeats", pgettext_lazy("one claim to another", "repeats")
    SUPERSEDES = "supersedes", pgettext_lazy("one claim to another", "supersedes")


#: Kinds that read the same from either end.
UNDIRECTED_KINDS = (LinkKind.CONTRADICTS, LinkKind.CORROBORATES)
#: Kinds that set two claims against each other and so need a basis.
OPPOSING_KINDS = (LinkKind.CONTRADICTS, LinkKind.DENIES)
#: Kinds that say that two claims agree: none stands beside a link of two that cannot both hold.
AGREEING_KINDS = (LinkKind.CORROBORATES, LinkKind.REPEATS)


class Basis(TextChoices):
    """Why two claims differ."""

    INCOMPATIBLE = "incompatible", pgettext_lazy("why two claims differ", "Cannot both hold")
    SCOPE = "scope", pgettext_lazy("why two claims differ", "Scope")
    PLACE = "place", pgettext_lazy("why two claims differ", "Place")
    PERIOD = "period", pgettext_lazy("why two claims differ", "Period")
    COUNTING = "counting", pgettext_lazy("why two claims differ", "Counting")
    AFFECTED = "affected", pgettext_lazy("why two claims differ", "Who is counted")
    WORDING = "wording", pgettext_lazy("why two claims differ", "Wording")


class LinkState(TextChoices):
    SUGGESTED = "suggested", pgettext_lazy("link", "Suggested")
    CONFIRMED = "confirmed", pgettext_lazy("link", "Confirmed")
    REJECTED = "rejected", pgettext_lazy("link", "Rejected")


class LinkOrigin(TextChoices):
    EDITOR = "editor", _("Made by an editor")
    LOADED = "loaded", _("Loaded from a file")


class AssessmentState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("finding", "Proposed")
    APPROVED = "approved", pgettext_lazy("finding", "Approved")
    REJECTED = "rejected", pgettext_lazy("finding", "Rejected")


class Measure(TextChoices):
    """What a quantity counts."""

    KILLED = "killed", pgettext_lazy("what is counted", "Killed")
    INJURED = "injured", pgettext_lazy("what is counted", "Injured")
    CASUALTIES = "casualties", pgettext_lazy("what is counted", "Killed and injured")
    LOSSES = "losses", pgettext_lazy("what is counted", "Losses, not told apart")
    CAPTURED = "captured", pgettext_lazy("what is counted", "Taken prisoner")
    MISSING = "missing", pgettext_lazy("what is counted", "Missing")
    SHOT = "shot", pgettext_lazy("what is counted", "Shot")
    DISPLACED = "displaced", pgettext_lazy("what is counted", "Displaced")
    DESTROYED = "destroyed", pgettext_lazy("what is counted", "Destroyed")
    DAMAGED = "damaged", pgettext_lazy("what is counted", "Damaged")
    SEIZED = "seized", pgettext_lazy("what is counted", "Seized")
    STRENGTH = "strength", pgettext_lazy("what is counted", "Strength")
    MOVED = "moved", pgettext_lazy("what is counted", "Moved or sent")
    FLIGHTS = "flights", pgettext_lazy("what is counted", "Flights")
    TIME = "time", pgettext_lazy("what is counted", "Time")
    OTHER = "other", pgettext_lazy("what is counted", "Other")


class Bound(TextChoices):
    """How a number is meant."""

    EXACT = "exact", pgettext_lazy("number", "Exactly")
    ABOUT = "about", pgettext_lazy("number", "About")
    AT_LEAST = "at_least", pgettext_lazy("number", "At least")
    AT_MOST = "at_most", pgettext_lazy("number", "At most")
    RANGE = "range", pgettext_lazy("number", "Between")
    VAGUE = "vague", pgettext_lazy("number", "In words only")


class Act(TextChoices):
    """What a ledger entry records."""

    PUBLISH = "publish", pgettext_lazy("decision", "Published")
    REVISE = "revise", pgettext_lazy("decision", "Revised")
    WITHDRAW = "withdraw", pgettext_lazy("decision", "Withdrawn")
    LINK = "link", pgettext_lazy("decision", "Linked")
    UNLINK = "unlink", pgettext_lazy("decision", "Link set aside")
    ASSESS = "assess", pgettext_lazy("decision", "Assessed")
    CORRECT = "correct", pgettext_lazy("decision", "Corrected")
    ERASE = "erase", pgettext_lazy("decision", "Person erased")


class BatchState(TextChoices):
    IN_REVIEW = "in_review", pgettext_lazy("batch", "In review")
    DECIDED = "decided", pgettext_lazy("batch", "Decided")
    ROLLED_BACK = "rolled_back", pgettext_lazy("batch", "Rolled back")


class RowChange(TextChoices):
    """What a loaded row would do to the database."""

    NEW = "new", pgettext_lazy("row", "New")
    CHANGED = "changed", pgettext_lazy("row", "Changed")
    SAME = "same", pgettext_lazy("row", "Same")
    REFUSED = "refused", pgettext_lazy("row", "Refused")


class RowState(TextChoices):
    WAITING = "waiting", pgettext_lazy("row", "Waiting")
    ACCEPTED = "accepted", pgettext_lazy("row", "Accepted")
    REJECTED = "rejected", pgettext_lazy("row", "Rejected")
    ROLLED_BACK = "rolled_back", pgettext_lazy("row", "Rolled back")


class CorrectionState(TextChoices):
    OPEN = "open", pgettext_lazy("correction", "Open")
    CORRECTED = "corrected", pgettext_lazy("correction", "Corrected")
    DECLINED = "declined", pgettext_lazy("correction", "Declined")
