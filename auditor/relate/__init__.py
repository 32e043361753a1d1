"""Who speaks of the same fact, and how numbers must fit together: proposers, one a file, and the judge of their relations."""
