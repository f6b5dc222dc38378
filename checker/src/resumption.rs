//! Which file a search is written to, and what must be the same for it to go on from there.

use std::fs::{self, File, TryLockError};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use counterfoil_model::scenario::Scenario;
use counterfoil_properties::property::Specified;
use counterfoil_properties::specification::Specification;
use foldhash::quality::FixedState;

use crate::engine::Reduction;
use crate::engine::store::checkpoint::Checkpoints;
use crate::exit::{Code, Failure};

/// How many bytes of the program are in memory at once.
const PIECE: u64 = 1 << 16;

/// The folders that were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folders {
    /// Where checkpoints are written.
    pub to: Option<PathBuf>,
    /// Where searches go on from.
    pub from: Option<PathBuf>,
}

impl Folders {
    /// The folders of `--checkpoint` and `--resume`: who resumes goes on writing where nothing else is said.
    ///
    /// # Errors
    /// If the folder to resume from is not there, or the one to write to cannot be made.
    pub fn prepare(checkpoint: Option<&Path>, resume: Option<&Path>) -> Result<Self, Failure> {
        if let Some(folder) = resume.filter(|folder| !folder.is_dir()) {
            return Err(Failure::usage(format!("there is no folder {} to resume from", folder.display())));
        }
        let to = checkpoint.or(resume).map(Path::to_owned);
        if let Some(folder) = &to {
            fs::create_dir_all(folder).map_err(|error| {
                Failure::new(Code::InputOutput, format!("cannot make {}: {error}", folder.display()))
            })?;
        }
        Ok(Self { to, from: resume.map(Path::to_owned) })
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.to.is_none() && self.from.is_none()
    }

    /// Takes the folder that is written to for this process, for as long as what is returned is kept. The system gives
    /// it back when the process ends, however it ends.
    ///
    /// # Errors
    /// If another process has it, or if it cannot be written.
    pub fn lock(&self) -> Result<Option<File>, Failure> {
        let Some(folder) = &self.to else { return Ok(None) };
        let path = folder.join("lock");
        let failed = |error: io::Error| {
            Failure::new(Code::InputOutput, format!("{} cannot be written: {error}", path.display()))
        };
        let file = File::options().write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Err(Failure::usage(format!(
                "{} is in use: another search writes its checkpoints there",
                folder.display()
            ))),
            // There are file systems without locks; whoever uses one sees to it himself.
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }

    /// Sees that a checkpoint of these scenarios is not overwritten by a search that begins anew.
    ///
    /// # Errors
    /// If it would be.
    pub fn overwrite_nothing<'a>(
        &self,
        scenarios: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<(), Failure> {
        let Some(to) = self.to.as_ref().filter(|to| self.from.as_ref() != Some(to)) else { return Ok(()) };
        for (system, label) in scenarios {
            let path = to.join(file_name(system, label));
            if path.exists() {
                let sentence = format!(
                    "{} holds the checkpoint of a search: go on from it with --resume {}, or remove it",
                    path.display(),
                    to.display()
                );
                return Err(Failure::usage(sentence));
            }
        }
        Ok(())
    }

    /// The checkpoints of one search, if any were asked for.
    ///
    /// # Errors
    /// If the program cannot read itself, to tell one build from another.
    pub(crate) fn of<S: Specified>(
        &self,
        scenario: &Scenario<S>,
        specification: &Specification<S>,
        reduction: Reduction,
    ) -> Result<Option<Checkpoints>, Failure> {
        if *self == Self::default() {
            return Ok(None);
        }
        let name = file_name(S::NAME, &scenario.label());
        let path = |folder: &Option<PathBuf>| folder.as_ref().map(|folder| folder.join(&name));
        let build = build().map_err(|error| {
            Failure::new(Code::InputOutput, format!("the program cannot read itself: {error}"))
        })?;
        let parameters = serde_json::to_string(&scenario.parameters).unwrap_or_default();
        let asked: Vec<_> = specification.properties().iter().map(|property| property.name).collect();
        let Scenario { witnesses, must_fire, intent, .. } = scenario;
        let identity = [
            ("version of the program", env!("CARGO_PKG_VERSION").to_owned()),
            ("build of the program", build),
            ("scenario", format!("{}/{}", S::NAME, scenario.label())),
            ("set of parameters", parameters),
            ("set of guards", specification.system().guards().mutants().join(" ")),
            ("set of properties", asked.join(" ")),
            ("reduction", reduction.name().to_owned()),
            ("intent", format!("{intent} {witnesses:?} {must_fire:?}")),
        ];
        let identity = identity.map(|(what, value)| (what.to_owned(), value)).to_vec();
        Ok(Some(Checkpoints::new(path(&self.to), path(&self.from), identity)))
    }
}

fn file_name(system: &str, label: &str) -> String {
    format!("{system}.{label}.checkpoint")
}

/// What tells one build of the program from another. It is read piece by piece: the program is larger than what
/// some searches may take.
fn build() -> io::Result<String> {
    let mut program = File::open(std::env::current_exe()?)?;
    let mut hasher = FixedState::with_seed(0).build_hasher();
    let mut piece = Vec::new();
    while (&mut program).take(PIECE).read_to_end(&mut piece)? > 0 {
        hasher.write(&piece);
        piece.clear();
    }
    Ok(format!("{:016x}", hasher.finish()))
}
