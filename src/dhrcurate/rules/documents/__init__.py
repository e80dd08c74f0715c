"""DHR8xx: a record beside the report that it is about.

They read `RuleContext.evidence`, which says where each recommendation is printed. Without it they do not run, and where
a document is not at hand they tell only what the others surely show.
"""
