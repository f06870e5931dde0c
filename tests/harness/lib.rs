//! Vocabulary of all suites.
