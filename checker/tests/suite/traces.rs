//! Traces in files: what searches leave, how it is told, and how it is made short.

mod files;
mod kept;
mod minimize;
mod show;
