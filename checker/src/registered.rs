//! A system with its properties as the catalogue has it: what is generic is compiled here, once a system.

use std::marker::PhantomData;
use std::time::Instant;

use counterfoil_model::action::ActionTable;
use counterfoil_model::guard::{GuardSet, GuardTable};
use counterfoil_model::scenario::{Bounds, Intent, Scenario, Size};
use counterfoil_properties::property::{Kind, Specified};
use counterfoil_properties::specification::Specification;
use counterfoil_traces::export::foundry::{Contracts, Subject, contracts};
use counterfoil_traces::format::TraceFile;
use counterfoil_traces::open::Misfit;
use counterfoil_traces::playback::Playback;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::bench::rival;
use crate::bench::task::{Order, Searched, Task};
use crate::catalogue::{
    AnyScenario, AnySystem, Description, PropertyInfo, ScenarioInfo, Setting, SystemInfo, WrongName,
};
use crate::exit::Failure;
use crate::nearest::unknown;
use crate::report::RunReport;
use crate::request::{Engine, Request};
use crate::run;
use crate::symbolic;
use crate::trace::budget::Budget;
use crate::trace::cover::{self, Covered};
use crate::trace::minimize::{self, Minimized};
use crate::trace::play;

/// Makes an [`AnySystem`] of a [`Specified`] system.
pub struct Registered<S> {
    contracts: Option<&'static dyn Contracts>,
    system: PhantomData<fn() -> S>,
}

impl<S: Specified> Registered<S> {
    /// The system, boxed for a list of systems.
    pub fn boxed() -> Box<dyn AnySystem> {
        Box::new(Self { contracts: None, system: PhantomData })
    }

    /// The system with its contracts, so that its traces can be exported as tests of them.
    pub fn with_contracts() -> Box<dyn AnySystem>
    where
        S: Subject,
    {
        Box::new(Self { contracts: Some(contracts::<S>()), system: PhantomData })
    }
}

impl<S: Specified> AnySystem for Registered<S> {
    fn info(&self) -> SystemInfo {
        let properties = S::properties().iter().map(|property| PropertyInfo {
            name: property.name,
            statement: property.statement,
            spec: property.spec,
            kind: property.kind(),
            theme: property.theme,
            rests_on: property.rests_on.iter().map(|guard| guard.name()).collect(),
        });
        let consulted = S::Guard::ALL.iter().filter(|guard| S::consults(**guard));
        SystemInfo {
            name: S::NAME,
            actions: S::Action::ALL,
            guards: S::Guard::ALL.iter().map(|guard| guard.entry()).collect(),
            consulted: consulted.map(|guard| guard.name()).collect(),
            survivors: S::survivors(),
            properties: properties.collect(),
        }
    }

    fn scenarios(&self) -> Vec<Box<dyn AnyScenario>> {
        S::scenarios().into_iter().map(|scenario| Box::new(scenario) as Box<dyn AnyScenario>).collect()
    }

    fn play_within(&self, file: &TraceFile, budget: &Budget) -> Result<Playback, Misfit> {
        play::play::<S>(file, budget)
    }

    fn minimize_within(
        &self,
        file: &TraceFile,
        searches: bool,
        budget: &Budget,
    ) -> Result<Minimized, Misfit> {
        minimize::minimize::<S>(file, searches, budget)
    }

    fn contracts(&self) -> Option<&dyn Contracts> {
        self.contracts
    }
}

impl<S: Specified> AnyScenario for Scenario<S> {
    fn info(&self) -> ScenarioInfo {
        let applicable = S::properties().iter().filter(|property| (property.applies)(self));
        ScenarioInfo {
            system: S::NAME,
            label: self.label(),
            size: self.size,
            nightly: self.nightly,
            intent: self.intent.clone(),
            summary: self.summary.clone(),
            parameters: serde_json::to_value(&self.parameters).unwrap_or(Value::Null),
            witnesses: self.witnesses.clone(),
            must_fire: self.must_fire.clone(),
            deadlock_free: self.deadlock_free,
            properties: applicable.map(|property| property.name).collect(),
        }
    }

    fn set(&self, setting: &Setting) -> Result<Box<dyn AnyScenario>, String> {
        Ok(Box::new(Self { parameters: replaced(&self.parameters, setting)?, ..self.clone() }))
    }

    fn validate(&self) -> Result<(), String> {
        self.parameters.validate()
    }

    fn described(&self, description: Description) -> Result<Box<dyn AnyScenario>, WrongName> {
        for property in description.intent.iter().flat_map(Intent::refuted) {
            let invariants = S::properties().iter().filter(|property| property.kind() != Kind::Sometimes);
            let names = invariants.map(|property| property.name);
            find("property to refute", property, S::NAME, names)?;
        }
        let find_all = |what, names: Option<Vec<String>>, valid: Vec<&'static str>| {
            let find = |name: &String| find(what, name, S::NAME, valid.iter().copied());
            names.map(|names| names.iter().map(find).collect::<Result<Vec<_>, _>>()).transpose()
        };
        let witnesses = S::properties().iter().filter(|property| property.kind() == Kind::Sometimes);
        let witnesses = witnesses.map(|property| property.name).collect();
        let witnesses = find_all("\"sometimes\" property", description.witnesses, witnesses)?;
        let must_fire = find_all("action", description.must_fire, S::ACTIONS.to_vec())?;
        Ok(Box::new(Self {
            name: description.name,
            size: Size::Default,
            nightly: description.nightly.unwrap_or(self.nightly),
            intent: description.intent.unwrap_or_else(|| self.intent.clone()),
            summary: description.summary.unwrap_or_else(|| self.summary.clone()),
            witnesses: witnesses.unwrap_or_else(|| self.witnesses.clone()),
            must_fire: must_fire.unwrap_or_else(|| self.must_fire.clone()),
            deadlock_free: description.deadlock_free.unwrap_or(self.deadlock_free),
            parameters: self.parameters.clone(),
        }))
    }

    fn is_by_sets(&self, request: &Request) -> bool {
        let system = S::new(&self.parameters, GuardSet::with_all(&request.mutants));
        symbolic::chosen(&system, request) == Ok(Engine::Symbolic)
    }

    fn check(&self, request: &Request) -> Result<RunReport, Failure> {
        run::check(self, request)
    }

    fn cover(&self, deadline: Option<Instant>) -> Covered {
        cover::of(self, deadline)
    }

    fn rival(&self, order: Order, task: &Task) -> Result<Searched, Failure> {
        rival::search(Specification::new(S::new(&self.parameters, GuardSet::all_on()), self), order, task)
    }
}

/// The valid name that equals `name`.
fn find(
    what: &str,
    name: &str,
    system: &str,
    valid: impl Iterator<Item = &'static str> + Clone,
) -> Result<&'static str, WrongName> {
    valid.clone().find(|valid| *valid == name).ok_or_else(|| WrongName {
        name: name.to_owned(),
        sentence: unknown(what, name, &format!(" in {system}"), valid),
    })
}

/// The parameters with one of them replaced, through their serialised form.
fn replaced<P: Serialize + DeserializeOwned>(parameters: &P, setting: &Setting) -> Result<P, String> {
    let Setting { key, value } = setting;
    // No parameter is nested that deep, and the value is built part by part.
    if key.split('.').count() > 8 {
        return Err("a parameter's name has at most eight parts".into());
    }
    let mut all = serde_json::to_value(parameters).map_err(|error| error.to_string())?;
    let mut keys = key.split('.').rev();
    let innermost = json!({ keys.next().unwrap_or_default(): value });
    overlay(&mut all, keys.fold(innermost, |inner, key| json!({ key: inner })))?;
    serde_json::from_value(all).map_err(|error| format!("the parameter \"{key}\" cannot be {value}: {error}"))
}

/// Replaces what `new` names, which must exist, and leaves the rest of an object as it is.
fn overlay(current: &mut Value, new: Value) -> Result<(), String> {
    match (current, new) {
        (Value::Object(fields), Value::Object(new)) => new.into_iter().try_for_each(|(key, value)| {
            let names: Vec<String> = fields.keys().cloned().collect();
            let field = fields.get_mut(&key);
            let field =
                field.ok_or_else(|| unknown("parameter", &key, "", names.iter().map(String::as_str)))?;
            overlay(field, value)
        }),
        (current, new) => {
            *current = new;
            Ok(())
        }
    }
}
