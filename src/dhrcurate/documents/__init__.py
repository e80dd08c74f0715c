"""The reports beside the records: PDF, DOCX and XLSX read into blocks, and the passages found in them.

From the bottom up: `model` is what a report is once it is read; `pdf`, `docx` and `xlsx` read one format each; `stream`
is a report's text as one string that knows its places; `locating` finds the passages of texts in it; `chapters` and
`listing` find what the report itself recommends. `process` runs a reader in a process of its own with limits.
"""
