//! Blocks, roots and groups as one line for a reader.

use std::fmt::{Display, Formatter, Result};

use super::messages::{Block, Committer, Import, Place, RootNumber, Validity};
use super::topology::ChainId;

impl Display for ChainId {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        })
    }
}

impl Display for Validity {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Valid => "valid",
            Self::Unprovable => "unprovable",
            Self::Invalid => "invalid",
        })
    }
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "batch {} up to block {}", self.batch.saturating_add(1), self.blocks)
    }
}

impl Display for RootNumber {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{}, {}", self.source, self.place)
    }
}

impl Display for Import {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{} (generation {}", self.number, self.generation)?;
        if self.generation != self.ghost_generation {
            write!(f, ", was {}", self.ghost_generation)?;
        }
        write!(f, "), message {}", self.message)
    }
}

impl Display for Block {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "generation {}", self.generation)?;
        if self.validity != Validity::Valid {
            write!(f, ", {}", self.validity)?;
        }
        self.import.map_or(Ok(()), |import| write!(f, ", imports {import}"))
    }
}

impl Display for Committer {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::SecurityCouncil => "security council",
            Self::OtherOperator => "operator of another chain",
            Self::Anybody => "anybody",
        })
    }
}
