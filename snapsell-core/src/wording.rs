//! The words of every reply, in French and English.
