//! Counting again from the rows, to prove the maintained figures.
