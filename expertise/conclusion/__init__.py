"""What an expert takes away: the report, the annotated copy, the page of a rule."""
