"""The commands that change something: what each still has to ask, and the change that it proposes.

An action is a function `(state, key, given) -> Step`: the record as it is shown, the key of the recommendation (empty
for the record as a whole) and the answers given so far. It changes nothing and asks nobody. An interface drives it:

    given = Given()
    while True:
        match next_step(action, state, key, given):
            case Ask() as question: given = replace(given, words=...)      # or stop, where the curator leaves
            case Confirm() as question: given = replace(given, agreed=True)  # or stop, where the answer is no
            case Unsigned(): given = replace(given, by=...)                # who signs
            case Refused() as refusal: ...                                 # tell refusal.words(key_of), and stop
            case Ready() as ready: ...                                     # save ready.proposal, tell ready.done

The action is called again with each answer, so a screen whose dialog stood open passes the state as it is then. What
an action needs beyond that (a finding, the register, used keys) is given by keyword, with `functools.partial`.
`many.for_many` runs one action for several recommendations.
"""
