//! SnapSell.
