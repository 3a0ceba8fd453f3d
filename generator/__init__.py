"""Order 151-r of the Federal Customs Service as code: cards, procedure, terms, checks, portal."""
