"""What a machine-coded category means for a pair of states, on SIRTE's scale from -2 to +2.

SIRTE's own coders judge each act; here a category has one value, whatever the act meant. The
values follow SIRTE's rules: talks are contact without a documented direction (0), what is said
or promised counts one, what is done counts two, and cutting relations or trade is a deed.
"""

PLOVER = {
    "agree": 1,  # a promise to act together; the deed is another row
    "consult": 0,  # talks, whatever came of them
    "support": 1,  # backing in words
    "concede": 1,  # giving way in words
    "cooperate": 2,  # something carried out together
    "aid": 2,  # help handed over
    "retreat": 2,  # giving way in deed: withdrawal, release
    "request": 0,  # a call to act, which may be made of a friend or of a foe
    "accuse": -1,  # a charge or condemnation
    "reject": -1,  # a refusal
    "threaten": -1,  # harm announced, not yet done
    "protest": -1,  # a demonstration or complaint
    "sanction": -2,  # relations, trade or access cut
    "mobilize": -2,  # forces raised or moved
    "coerce": -2,  # seizure, arrest, blockade
    "assault": -2,  # armed attack
}

CAMEO = {
    "01": 0,  # a statement without a direction
    "02": 0,  # an appeal: as `request`
    "03": 1,  # intent to cooperate: a promise
    "04": 0,  # consultation: as `consult`
    "05": 1,  # diplomatic cooperation: praise, recognition, accords
    "06": 2,  # material cooperation
    "07": 2,  # aid
    "08": 2,  # yielding: mostly easing, releasing, withdrawing
    "09": -1,  # an inquiry against the other: a charge in the making
    "10": -1,  # a demand: harder than an appeal, and made of an opponent
    "11": -1,  # disapproval
    "12": -1,  # rejection
    "13": -1,  # threat
    "14": -1,  # protest: as `protest`, though some count it as a deed
    "15": -2,  # show of force
    "16": -2,  # relations reduced: as `sanction`
    "17": -2,  # coercion
    "18": -2,  # assault
    "19": -2,  # fighting
    "20": -2,  # mass violence
}
