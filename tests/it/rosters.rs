//! Rosters (花名册): uploaded as files, looked through, loaded, from one end to the other.

mod desk;
mod faults;
mod foreign;
mod large;
mod loading;
mod reach;
mod together;
