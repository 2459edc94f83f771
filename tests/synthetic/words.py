"""What synthetic rows are called and say."""

#: Name, short name, kind, stake, and the number of the claimant that it is part of.
CLAIMANTS = (
    ("Forces armées de la Vallée", "Valley army", "armed_forces", "party", None),
    ("Coordination des mouvements du Plateau et des Vallées du Nord", "CMPVN", "armed_group", "party", None),
    ("Haut Conseil pour l’unité des dunes, branche armée", "", "armed_group", "party", 1),
    ("Sahara Security Partners", "SSP", "pmc", "aligned", None),
    ("Ministry of Defence of the Republic of the Valley", "", "state", "aligned", 0),
    ("Mission intégrée d’observation et de désescalade", "MIOD", "organisation", "independent", None),
    ("Le Quotidien du Fleuve", "", "media", "independent", None),
    ("Radio Tamasheq", "Radio T", "media", "independent", None),
    ("وكالة أنباء الصحراء", "", "media", "unknown", None),
    ("Agence Sahélienne de Presse", "ASP", "media", "independent", None),
    ("Encyclopaedia of the Sands", "", "encyclopaedia", "unknown", None),
    ("Collectif des familles déplacées d’Aïn-el-Hadj et des campements alentour", "", "civil", "independent", None),
    ("Fatoumata Walet Ékadé", "", "person", "unknown", None),
)
#: Name, country, latitude and longitude where they are known.
COUNTRIES = ("Mali", "Niger", "Algeria", "Mauritania", "Burkina Faso")
PLACES = (
    ("Bamako", "Mali", 12.65, -8.0), ("Gao", "Mali", 16.27, -0.04), ("Kidal", "Mali", 18.44, 1.41),
    ("Timbuktu", "Mali", 16.77, -3.01), ("Mopti", "Mali", 14.49, -4.18), ("Ségou", "Mali", 13.43, -6.26),
    ("Sikasso", "Mali", 11.32, -5.67), ("Kayes", "Mali", 14.45, -11.44), ("Ménaka", "Mali", 15.92, 2.4),
    ("Tessalit", "Mali", 20.2, 1.01), ("Bourem", "Mali", 16.95, -0.35), ("Ansongo", "Mali", 15.66, 0.5),
    ("Douentza", "Mali", 15.0, -2.95), ("Hombori", "Mali", 15.28, -1.7), ("Goundam", "Mali", 16.41, -3.67),
    ("Taoudenni", "Mali", 22.68, -3.98), ("Araouane", "Mali", 18.9, -3.53), ("Niamey", "Niger", 13.51, 2.11),
    ("Agadez", "Niger", 16.97, 7.99), ("Tamanrasset", "Algeria", 22.79, 5.52), ("In Guezzam", "Algeria", 19.57, 5.77),
    ("Adrar", "Algeria", 27.87, -0.29), ("Nouakchott", "Mauritania", 18.08, -15.98),
    ("Ouagadougou", "Burkina Faso", 12.37, -1.52), ("Djibo", "Burkina Faso", 14.1, -1.63),
    ("Puits du Vieux Caravanier", "Mali", None, None), ("Aïn-el-Hadj", "Mali", None, None),
    ("Camp of the 7th company, north of the wadi", "Mali", None, None), ("بئر الغزال", "Mali", None, None),
    ("Wadi Tin-Essako crossing", "Niger", None, None),
)  # fmt: skip
HAPPENINGS = (
    "Exchange of fire near {place}", "Convoy halted on the road to {place}", "Drone strike at {place}",
    "Withdrawal from {place}", "Takeover of the camp at {place}", "Mine explosion west of {place}",
    "Aircraft comes under fire over {place} while it brings fuel and ammunition to the garrison",
    "Flight of families from {place}", "Talks in {place}", "Arrests in {place}",
)  # fmt: skip
WHOLES = ("Northern offensive", "The march of the first column towards the plateau", "Blockade of the river towns")
#: By kind of question: its text, and the answers that claims give to it.
QUESTIONS = (
    ("yes_no", "Did the column reach {place}?", ("Yes, on the first day", "No", "Yes, and it left again by night")),
    ("figure", "How many soldiers were killed at {place}?", ("A few", "Dozens", "None", "More than a hundred")),
    ("cause", "Who fired on the market at {place}?", ("A drone of the army", "Mortars of the coalition", "Nobody did")),
    ("time", "When did the garrison leave {place}?", ("Before the fight", "After it", "It never left")),
    ("place", "Where was the convoy near {place} stopped?", ("At the wells", "Forty kilometres further south")),
    ("name", "Who commanded at {place}?", ("A colonel", "A general of the other branch", "The commander was away")),
    ("figure", "How many vehicles were destroyed on the road to {place}?", ("Three", "About ten", "Heavy losses")),
)
MEASURES = (("killed", "soldiers", "people"), ("destroyed", "army vehicles", "vehicles"))
STATEMENTS = (
    "The column of {claimant} came under fire near {place} and went on.",
    "Nobody was hurt when the camp at {place} was handed over.",
    "{claimant} holds {place} and the road that leads north from it.",
    "The drone that struck {place} hit a house in which a family had sought shelter, and not, as was said elsewhere, a "
    "depot of fuel and ammunition that the garrison had left behind when it withdrew two days before.",
    "Families left {place} before the fighting began.",
    "The other side lost most of its vehicles on the way to {place}.",
    "{place} was empty when the first vehicles arrived.",
)
QUOTES = (
    ("fr", "Nos hommes tiennent la position et n’ont pas reculé d’un mètre.", "n’ont pas reculé d’un mètre"),
    ("fr", "L’ennemi a subi de lourdes pertes, dont le bilan reste à établir.", "de lourdes pertes"),
    ("ar", "انسحبت قواتنا من المعسكر قبل وصول الرتل بيومين.", "قبل وصول الرتل بيومين"),
    ("ar", "لم يصب أحد من المدنيين في هذا القصف.", "لم يصب أحد من المدنيين"),
)
RATIONALES = {
    "incompatible": "One place, one day, opposite answers: if one holds the other does not.",
    "scope": "One speaks of the whole column, the other of its vanguard.",
    "place": "They may speak of two camps some kilometres apart.",
    "period": "One counts up to noon, the other until the evening.",
    "counting": "One counts those who died later of their wounds, the other does not.",
    "affected": "One counts soldiers only, the other auxiliaries too.",
    "wording": "They use different words for what may be the same movement.",
    "": "Both say the same of the same day, and neither cites the other.",
}
FINDINGS = {
    "under_review": "Two reports are being compared.",
    "corroborated": "A second paper with a reporter on the spot says the same.",
    "verified": "A dated picture shows the place as described.",
    "inconclusive": "The only report carries both versions and takes neither.",
    "refuted": "A picture taken two days later shows the bridge whole.",
    "retracted": "Its spokesman took it back in the evening.",
}
