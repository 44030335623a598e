"""The body of acts against which a draft is judged: a store, search, citations, standing and editions."""
