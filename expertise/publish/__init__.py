"""Publication: what leaves the building, cleaned, signed, and laid out as a site of plain files."""
