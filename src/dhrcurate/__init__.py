"""Review the recommendations of Domestic Homicide Reviews, with an audit trail."""

__version__ = "0.1.0"
