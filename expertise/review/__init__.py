"""Review: drafts under expertise, the append-only journal of decisions, and the store that keeps both."""
