//! tmp
use counterfoil_model::guard::GuardSet;
use counterfoil_model::scenario::Size;
use counterfoil_model::system::System;
use counterfoil_traces::cover::cover;
fn count<S: System>() {
    let (mut runs, mut actions, mut refusals) = (0, 0, 0);
    for one in S::scenarios().iter().filter(|one| one.size == Size::Small) {
        let c = cover(&S::new(one, GuardSet::all_on()), 60_000, &|| false);
        runs += c.runs.len();
        actions += c.runs.iter().map(|r| r.actions.len()).sum::<usize>();
        refusals += c.refusals.len();
    }
    println!("{}: {runs} runs {actions} actions {refusals} refusals", S::NAME);
}
#[test]
fn counts() {
    let t = std::time::Instant::now();
    count::<counterfoil_model::asset_tracker::AssetTracker>();
    println!("{:?}", t.elapsed());
    count::<counterfoil_model::l1_l2_messaging::L1L2Messaging>();
    println!("{:?}", t.elapsed());
}
