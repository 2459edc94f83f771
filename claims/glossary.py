"""What every word of the vocabularies means, in the order in which the page about the method explains them."""

from django.utils.translation import gettext_lazy as _

from claims import choices

#: By name: the title, what the vocabulary is for, its words, and the meaning of each.
EXPLAINED = {
    "claimant": (
        _("Kinds of claimant"),
        _("Whoever asserts something: a body, a paper, a person. A magazine that publishes sources can be one too."),
        choices.ClaimantKind,
        {
            "state": _("A state, its government or an authority of it."),
            "armed_forces": _("The forces of a state."),
            "armed_group": _("An armed movement, or a coalition of several."),
            "pmc": _("A company whose people fight for pay."),
            "organisation": _("The United Nations, its missions, a regional body."),
            "civil": _("A community, its leaders, an association."),
            "media": _("A paper, station or agency that reports."),
            "encyclopaedia": _("A work that compiles what others report."),
            "person": _("One person speaking for themselves."),
        },
    ),
    "stake": (
        _("Stakes"),
        _("How a claimant stands to the conflict. A flag says it beside every name."),
        choices.Stake,
        {
            "party": _("Fights in the conflict, or speaks for those who do. A filled flag."),
            "aligned": _("Takes a side without fighting. A half-filled flag."),
            "independent": _("Belongs to no side, as far as is known. An empty flag."),
            "unknown": _("Not known, or not judged. A dashed flag."),
        },
    ),
    "reliability": (
        _("Reliability of a claimant"),
        _(
            "The letters of the Admiralty code, judged over time and apart from any one claim. "
            "F is where everyone begins."
        ),
        choices.Reliability,
        {
            "A": _("No doubt about it; its record is one of complete reliability."),
            "B": _("Minor doubts; its record is mostly sound."),
            "C": _("Some doubts, though it has been right before."),
            "D": _("Marked doubts, though it has been right at times."),
            "E": _("Its record is one of statements that did not hold."),
            "F": _("Nothing to judge it by, or not judged. It says nothing for or against."),
        },
    ),
    "credibility": (
        _("Credibility of a claim"),
        _("The numbers of the Admiralty code: how far the one claim fits what else is known, whoever makes it."),
        choices.Credibility,
        {
            "1": _("Other sources that do not depend on it say the same."),
            "2": _("Not confirmed, but it fits what else is known."),
            "3": _("Not confirmed; it agrees with some of what is known."),
            "4": _("Not confirmed; possible, but little speaks for it."),
            "5": _("Not confirmed, and what else is known speaks against it."),
            "6": _("Nothing to judge it by."),
        },
    ),
    "status": (
        _("Verification statuses"),
        _(
            "What editors concluded about one claim. Corroborated, verified, refuted and retracted need two people: "
            "one proposes, another decides."
        ),
        choices.Status,
        {
            "unverified": _("Not checked yet, or nothing to check it with."),
            "under_review": _("An editor is at it."),
            "corroborated": _("A source other than the claimant supports it out of its own reporting, not as a copy."),
            "verified": _("Checked against evidence that we hold."),
            "inconclusive": _("Checked; the evidence does not decide."),
            "refuted": _("The evidence is against it."),
            "retracted": _("The claimant took it back."),
        },
    ),
    "kind": (
        _("Kinds of claim"),
        _(
            "Announcements, demands and calls are acts of speech: neither true nor false. "
            "They are marked “not checkable” and get no verdict."
        ),
        choices.ClaimKind,
        {
            "assertion": _("Says that something is so."),
            "figure": _("Gives a number, or words that stand for one."),
            "accusation": _("Says that somebody did wrong."),
            "denial": _("Says that something is not so."),
            "announcement": _("Says what the claimant will do."),
            "demand": _("Says what somebody else must do."),
            "call": _("Asks others to act or to join."),
        },
    ),
    "basis": (
        _("Why two claims differ"),
        _("Only “cannot both hold” makes claims disputed. All other reasons leave room for both."),
        choices.Basis,
        {
            "incompatible": _("If one holds the other is false."),
            "scope": _("One speaks of more than the other: the whole, a part."),
            "place": _("They may speak of different places."),
            "period": _("They may speak of different times."),
            "counting": _("They count in different ways: the named, the found, the estimated."),
            "affected": _("They count different people or things: fighters, civilians, both."),
            "wording": _("They put it differently, and the difference may be no more than that."),
        },
    ),
    "link": (
        _("How claims are linked"),
        _("Links are made by editors, with a reason, and read from either end."),
        choices.LinkKind,
        {
            "contradicts": _("The two are set against each other; the basis says why."),
            "denies": _("One says in so many words that the other is not so."),
            "corroborates": _("The two say the same, each for itself."),
            "qualifies": _("One narrows the other down."),
            "repeats": _("One says the other again, and adds no origin."),
            "supersedes": _("One takes the other's place."),
        },
    ),
    "bearing": (
        _("How a source bears on a claim"),
        _("Each citation says what its document does for the claim."),
        choices.Bearing,
        {
            "states": _("The claim stands in it."),
            "supports": _("It speaks for the claim."),
            "undermines": _("It speaks against the claim."),
            "context": _("It helps to understand the claim, for and against alike."),
        },
    ),
    "mode": (
        _("How a source came by it"),
        _("A source that relays from another is no origin, even where the other is not known."),
        choices.Mode,
        {
            "own": _("The claimant's own document: a communiqué, a broadcast, a post."),
            "reported": _("The publisher's own reporting."),
            "relayed": _("A copy or a retelling of what another published."),
        },
    ),
    "source": (
        _("Kinds of source"),
        _("A source is one document."),
        choices.SourceKind,
        {
            "article": _("A report or feature by a paper, station or agency."),
            "communique": _("A written statement of a claimant."),
            "broadcast": _("Something aired."),
            "post": _("Something put on a social network."),
            "report": _("A longer finding by an organisation."),
            "encyclopaedia": _("An article of an encyclopaedia."),
        },
    ),
    "question": (
        _("Kinds of question"),
        _("A question is one disputed point, put so that no side would object to the wording."),
        choices.QuestionKind,
        {
            "yes_no": _("Did it happen at all?"),
            "figure": _("What number?"),
            "cause": _("Who or what brought it about?"),
            "time": _("On which day, at which hour?"),
            "place": _("At which place?"),
            "name": _("Which name, rank or thing?"),
        },
    ),
    "bound": (
        _("How a number is meant"),
        _("Nought is a figure; unknown is not nought; and words stay words."),
        choices.Bound,
        {
            "exact": _("The number as given."),
            "about": _("Given as rough, without ends. Drawn as a ring without ends."),
            "at_least": _("The number or more."),
            "at_most": _("The number or fewer."),
            "range": _("Two ends, both given."),
            "vague": _(
                "“Heavy”, “several”, “dozens”: no number is read into them. Drawn as a band over the whole axis."
            ),
        },
    ),
    "measure": (
        _("What is counted"),
        _("Figures are compared only where they count the same thing."),
        choices.Measure,
        {
            "killed": _("Dead."),
            "injured": _("Hurt and alive."),
            "casualties": _("The dead and the injured together."),
            "losses": _("Where a source says “losses” and no more."),
            "captured": _("Held by the other side."),
            "missing": _("Neither found nor accounted for."),
            "shot": _("Hit by a bullet; whether they died is not said."),
            "displaced": _("Driven from where they lived."),
            "destroyed": _("Things that are no longer of use."),
            "damaged": _("Things that were hit."),
            "seized": _("Things that changed hands."),
            "strength": _("People or things in the field."),
            "moved": _("People or things brought somewhere."),
            "flights": _("Flights, landings, sorties."),
            "time": _("A span of time."),
            "other": _("Anything else; the claim says what."),
        },
    ),
    "act": (
        _("Decisions"),
        _("What an entry of the ledger records. Whatever changes what the public reads is one of these."),
        choices.Act,
        {
            "publish": _("The public can read the claim from then on."),
            "revise": _("What is said of a published claim changed, or its sources or figures did."),
            "withdraw": _("The claim is no longer shown; its address says when and why."),
            "link": _("A link between two published claims was confirmed."),
            "unlink": _("A confirmed link was found wrong and no longer counts."),
            "assess": _("A finding on a published claim began to stand."),
            "correct": _("A reader asked for a correction, and something was done."),
            "erase": _("A person's public name was erased. Their decisions stay, under no name."),
        },
    ),
}
