//! Authenticity: what no honest contract has sent changes nothing, and a compromised App L1 harms itself.

use counterfoil_model::footprint::Parts;
use counterfoil_model::multi_l1_token::action::Forger;
use counterfoil_model::multi_l1_token::state::parts::Part;
use counterfoil_model::multi_l1_token::{Action, Guard, MultiL1Token, State};

use super::Property;
use crate::property::Predicate;

/// The properties of this theme.
pub(super) fn properties() -> Vec<Property> {
    vec![
        Property::new(
            "nothing_forged_is_accepted",
            "No message is accepted that no contract of the system has sent.",
            "Fungible tokens for Multi-L1 Interoperability, Unauthorized Requests from Arbitrary L1s or Contracts",
            Predicate::Always(|_, state: &State| !state.ghost.forged),
        )
        .reads(|_| Part::Forged.alone())
        .rests_on(&[
            Guard::CallerIsTeleporter,
            Guard::SourceChainIsRegistered,
            Guard::OriginSenderIsRegistered,
        ])
        .applies(|scenario| scenario.parameters.budgets.forgeries > 0),
        Property::new(
            "compromise_stays_local",
            "A compromised App L1 takes nothing that lies on others.",
            "Fungible tokens for Multi-L1 Interoperability, Operation as a Unified System",
            Predicate::Always(|_, state: &State| state.ghost.loss.0 == 0),
        )
        .reads(|_| Part::Loss.alone())
        .rests_on(&[Guard::RequestIsSigned])
        .applies(|scenario| scenario.parameters.budgets.compromised_requests > 0),
        Property::new(
            "reports_are_of_their_own_chain",
            "No App L1 changes what the books say of another one by a report of its own, nor has it forwarded.",
            "Fungible tokens for Multi-L1 Interoperability, Operation as a Unified System",
            Predicate::Step(reports_are_of_their_own_chain),
        )
        .reads(|_| Parts::NONE)
        .rests_on(&[Guard::ReportIsOfItsOwnChain])
        .applies(|scenario| scenario.parameters.budgets.has_compromised()),
        Property::new(
            "compromise_gives_no_orders",
            "What a compromised App L1 sends changes nothing on another one, and no blocklist.",
            "Fungible tokens for Multi-L1 Interoperability, Unauthorized Requests from Arbitrary L1s or Contracts",
            Predicate::Step(compromise_gives_no_orders),
        )
        .reads(|_| Parts::NONE)
        .rests_on(&[Guard::SenderHasTheRole])
        .applies(|scenario| scenario.parameters.budgets.compromised_reports > 0),
    ]
}

/// Only an FT Manager and the Router have anything to say to an FT, and only the Router blocks.
fn compromise_gives_no_orders(system: &MultiL1Token, before: &State, action: &Action, after: &State) -> bool {
    let Action::Forge { by: Forger::CompromisedFt, .. } = action else { return true };
    let mut others = system.parameters.apps().filter(|app| system.parameters.compromised() != Some(*app));
    let mut mains = system.parameters.mains();
    others.all(|app| before.apps[app] == after.apps[app])
        && mains.all(|main| before.mains[main].blocked == after.mains[main].blocked)
}

fn reports_are_of_their_own_chain(
    system: &MultiL1Token,
    before: &State,
    action: &Action,
    after: &State,
) -> bool {
    let Action::Forge { message, .. } = action else { return true };
    let is_own = message.reports_of().is_none_or(|app| system.parameters.compromised() == Some(app));
    is_own || (before.mains == after.mains && before.in_flight == after.in_flight)
}
