"""Agency names: the register of canonical agencies, and the matcher that finds what a written name stands for.

`matcher` runs the stages of record linkage in this order; each module says what goes in and what comes out:

1. `normalise`: names folded and taken apart into comparable words; `query` makes a written name ready to compare.
2. `reference`: the register indexed (`register`, `index`, `places`), made once and only as far as it is needed.
3. `exact`: answers for names that the register holds as they are written.
4. `candidates`: the names in the register that are worth comparing (blocking), by words or by place and kind.
5. `comparison`: how similar a written name and a name in the register are.
6. `ranking`: the comparisons weighed by the record's area and time (`places`, `succession`).
7. `decision`: scores calibrated to probabilities, and the decision: match, candidates or none.
8. `explain`: the reason for each candidate in words.

Beside the stages: `decided` holds what curators decided before; `lexicon`, `phrases`, `kinds` and `spelling` hold what
is known of the language of names; `reading`, `facts` and `official` read registers and lists; `beside`, `departments`,
`leftover`, `telling` and `abstention` say what keeps a likely agency from being a match; `unmatchable` tells without a
comparison which names have none; `split`, `mentions` and
`cluster` answer questions of their own.
"""
