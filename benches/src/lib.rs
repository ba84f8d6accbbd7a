//! What the benches share: the references they build, shops filled to a size, and figures.

pub mod bare;
pub mod figures;
pub mod market;
