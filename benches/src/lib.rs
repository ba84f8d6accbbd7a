//! What the benches share: the references they build, shops filled to a size, servers, load and figures.

pub mod bare;
pub mod ceiling;
pub mod child;
pub mod figures;
pub mod load;
pub mod market;
pub mod open_loop;
pub mod options;
pub mod product;
pub mod requests;
