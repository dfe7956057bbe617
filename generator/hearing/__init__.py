"""One night's work for a hearing: manifest, readiness, questions, binders."""
