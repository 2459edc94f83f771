"""Every vocabulary of the tracker: the stored word, its label, and what it means."""

from django.db.models import TextChoices


class ClaimantKind(TextChoices):
    STATE = "state", "State or government"
    ARMED_FORCES = "armed_forces", "Armed forces"
    ARMED_GROUP = "armed_group", "Armed group or coalition"
    PMC = "pmc", "Private military company"
    ORGANISATION = "organisation", "International organisation"
    CIVIL = "civil", "Civil society or community"
    MEDIA = "media", "Media"
    ENCYCLOPAEDIA = "encyclopaedia", "Encyclopaedia"
    PERSON = "person", "Person"


class Stake(TextChoices):
    """How a claimant stands to the conflict."""

    PARTY = "party", "Party to the conflict"
    ALIGNED = "aligned", "Aligned with a party"
    INDEPENDENT = "independent", "Independent"
    UNKNOWN = "unknown", "Stake unknown"


class Reliability(TextChoices):
    """Reliability of a claimant (Admiralty code, letters)."""

    A = "A", "A, completely reliable"
    B = "B", "B, usually reliable"
    C = "C", "C, fairly reliable"
    D = "D", "D, not usually reliable"
    E = "E", "E, unreliable"
    F = "F", "F, cannot be judged"


class Credibility(TextChoices):
    """Credibility of one claim, judged apart from its claimant (Admiralty code, numbers)."""

    CONFIRMED = "1", "1, confirmed by other sources"
    PROBABLE = "2", "2, probably true"
    POSSIBLE = "3", "3, possibly true"
    DOUBTFUL = "4", "4, doubtful"
    IMPROBABLE = "5", "5, improbable"
    UNKNOWN = "6", "6, cannot be judged"


class PlaceKind(TextChoices):
    COUNTRY = "country", "Country"
    REGION = "region", "Region"
    AREA = "area", "Area"
    CITY = "city", "City or town"
    SETTLEMENT = "settlement", "Settlement"
    BASE = "base", "Military base"
    AIRPORT = "airport", "Airport"
    VALLEY = "valley", "Valley"


class SourceKind(TextChoices):
    ARTICLE = "article", "Article"
    COMMUNIQUE = "communique", "Communiqué"
    BROADCAST = "broadcast", "Broadcast"
    POST = "post", "Post"
    REPORT = "report", "Report"
    ENCYCLOPAEDIA = "encyclopaedia", "Encyclopaedia article"


class QuestionKind(TextChoices):
    YES_NO = "yes_no", "Whether"
    FIGURE = "figure", "How many"
    CAUSE = "cause", "Why or by whom"
    TIME = "time", "When"
    PLACE = "place", "Where"
    NAME = "name", "What or who it is"


class ClaimKind(TextChoices):
    ASSERTION = "assertion", "Assertion"
    FIGURE = "figure", "Figure"
    ACCUSATION = "accusation", "Accusation"
    DENIAL = "denial", "Denial"
    ANNOUNCEMENT = "announcement", "Announcement"
    DEMAND = "demand", "Demand"
    CALL = "call", "Call"


#: Kinds that can be true or false; the others are acts of speech and get no verdict.
CHECKABLE_KINDS = (ClaimKind.ASSERTION, ClaimKind.FIGURE, ClaimKind.ACCUSATION, ClaimKind.DENIAL)


class Publication(TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: Claims that are or were public: the ledger says each of their versions.
PUBLIC_ONCE = (Publication.PUBLISHED, Publication.WITHDRAWN)


class Status(TextChoices):
    """What editors concluded about a claim."""

    UNVERIFIED = "unverified", "Unverified"
    UNDER_REVIEW = "under_review", "Under review"
    CORROBORATED = "corroborated", "Corroborated"
    VERIFIED = "verified", "Verified"
    INCONCLUSIVE = "inconclusive", "Inconclusive"
    REFUTED = "refuted", "Refuted"
    RETRACTED = "retracted", "Retracted"


#: Findings that two people must agree on.
VERDICTS = (Status.CORROBORATED, Status.VERIFIED, Status.REFUTED, Status.RETRACTED)


class Bearing(TextChoices):
    """How a source bears on a claim."""

    STATES = "states", "States it"
    SUPPORTS = "supports", "Supports it"
    UNDERMINES = "undermines", "Undermines it"
    CONTEXT = "context", "Gives context"


#: Bearings that put a source behind a claim.
BACKING = (Bearing.STATES, Bearing.SUPPORTS)


class Mode(TextChoices):
    """How a source came by what it says."""

    OWN = "own", "The claimant's own words"
    REPORTED = "reported", "Its own reporting"
    RELAYED = "relayed", "Relayed from elsewhere"


class LinkKind(TextChoices):
    CONTRADICTS = "contradicts", "contradicts"
    DENIES = "denies", "denies"
    CORROBORATES = "corroborates", "corroborates"
    QUALIFIES = "qualifies", "qualifies"
    REPEATS = "repeats", "repeats"
    SUPERSEDES = "supersedes", "supersedes"


#: Kinds that read the same from either end.
UNDIRECTED_KINDS = (LinkKind.CONTRADICTS, LinkKind.CORROBORATES)
#: Kinds that set two claims against each other and so need a basis.
OPPOSING_KINDS = (LinkKind.CONTRADICTS, LinkKind.DENIES)


class Basis(TextChoices):
    """Why two claims differ."""

    INCOMPATIBLE = "incompatible", "Cannot both hold"
    SCOPE = "scope", "Scope"
    PLACE = "place", "Place"
    PERIOD = "period", "Period"
    COUNTING = "counting", "Counting"
    AFFECTED = "affected", "Who is counted"
    WORDING = "wording", "Wording"


class LinkState(TextChoices):
    SUGGESTED = "suggested", "Suggested"
    CONFIRMED = "confirmed", "Confirmed"
    REJECTED = "rejected", "Rejected"


class LinkOrigin(TextChoices):
    EDITOR = "editor", "Made by an editor"
    LOADED = "loaded", "Loaded from a file"


class AssessmentState(TextChoices):
    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"


class Measure(TextChoices):
    """What a quantity counts."""

    KILLED = "killed", "Killed"
    INJURED = "injured", "Injured"
    CASUALTIES = "casualties", "Killed and injured"
    LOSSES = "losses", "Losses, not told apart"
    CAPTURED = "captured", "Taken prisoner"
    MISSING = "missing", "Missing"
    SHOT = "shot", "Shot"
    DISPLACED = "displaced", "Displaced"
    DESTROYED = "destroyed", "Destroyed"
    DAMAGED = "damaged", "Damaged"
    SEIZED = "seized", "Seized"
    STRENGTH = "strength", "Strength"
    MOVED = "moved", "Moved or sent"
    FLIGHTS = "flights", "Flights"
    TIME = "time", "Time"
    OTHER = "other", "Other"


class Bound(TextChoices):
    """How a number is meant."""

    EXACT = "exact", "Exactly"
    ABOUT = "about", "About"
    AT_LEAST = "at_least", "At least"
    AT_MOST = "at_most", "At most"
    RANGE = "range", "Between"
    VAGUE = "vague", "In words only"


class Act(TextChoices):
    """What a ledger entry records."""

    PUBLISH = "publish", "Published"
    REVISE = "revise", "Revised"
    WITHDRAW = "withdraw", "Withdrawn"
    LINK = "link", "Linked"
    UNLINK = "unlink", "Link set aside"
    ASSESS = "assess", "Assessed"
    CORRECT = "correct", "Corrected"
    ERASE = "erase", "Person erased"


class BatchState(TextChoices):
    IN_REVIEW = "in_review", "In review"
    DECIDED = "decided", "Decided"
    ROLLED_BACK = "rolled_back", "Rolled back"


class RowChange(TextChoices):
    """What a loaded row would do to the database."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
    SAME = "same", "Same"
    REFUSED = "refused", "Refused"


class RowState(TextChoices):
    WAITING = "waiting", "Waiting"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"
    ROLLED_BACK = "rolled_back", "Rolled back"


class CorrectionState(TextChoices):
    OPEN = "open", "Open"
    CORRECTED = "corrected", "Corrected"
    DECLINED = "declined", "Declined"
