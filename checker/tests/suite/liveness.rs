//! `eventually`, `always_possible` and deadlock, on graphs small enough to see the answer; among them
//! those on which stateright's `eventually` is wrong.

use crate::common::{property, report_on};
use crate::maze::mazes;
use counterfoil::exit::Code;
use serde_json::{Value, json};

/// The exit code and the only result of a check of `scenario` with these parameters.
fn result(scenario: &str, settings: &[&str], more: &[&str]) -> (Code, Value) {
    let (code, text) =
        report_on(&mazes(), &arguments(scenario, settings, &[more, &["--format", "json"]].concat()));
    let document: Value = serde_json::from_str(&text).expect("a report is JSON");
    (code, document["results"][0].clone())
}

fn text(scenario: &str, settings: &[&str], more: &[&str]) -> String {
    let (_, text) = report_on(&mazes(), &arguments(scenario, settings, more));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn arguments<'a>(scenario: &'a str, settings: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    let settings = settings.iter().flat_map(|setting| ["--set", *setting]);
    [scenario].into_iter().chain(settings).chain(more.iter().copied()).collect()
}

/// The exit code, the status of the property, and the length of its counterexample.
fn status(name: &str, settings: &[&str]) -> (Code, String, Option<u64>) {
    let (code, result) = result("maze/walk", settings, &[]);
    let property = property(&result, name);
    (code, property["status"].as_str().expect("a status is a word").to_owned(), property["depth"].as_u64())
}

fn holds() -> (Code, String, Option<u64>) {
    (Code::Success, "holds".to_owned(), None)
}

fn violated(depth: u64) -> (Code, String, Option<u64>) {
    (Code::NotLive, "violated".to_owned(), Some(depth))
}

#[test]
fn a_loop_that_never_comes_to_the_goal_is_a_violation() {
    let loop_of_three = r#"doors=[[0,1,"a"],[1,2,"a"],[2,0,"a"]]"#;
    assert_eq!(status("bell_is_heard", &[loop_of_three, "rings=[0]", "heard=[7]"]), violated(3));
    assert_eq!(status("bell_is_heard", &[loop_of_three, "rings=[0]", "heard=[2]"]), holds());
    let text = text("maze/walk", &[loop_of_three, "rings=[0]", "heard=[7]"], &[]);
    let lasso = "3. A: goes to 0 room: 2 -> 0 (-2) From here the steps 1 to 3 repeat for ever, which is fair: \
                 Ann moves on the loop; Bob cannot move at the start; Sue cannot move on the loop. \
                 Violated: bell_is_heard.";
    assert!(text.contains("Counterexample to bell_is_heard, in 3 actions:"), "{text}");
    assert!(text.contains(lasso), "{text}");
}

#[test]
fn a_state_that_is_met_on_two_ways_is_seen_on_both() {
    let join = r#"doors=[[0,1,"a"],[0,2,"a"],[1,4,"a"],[2,4,"a"],[4,6,"a"]]"#;
    assert_eq!(status("bell_is_heard", &[join, "rings=[0]", "heard=[1]"]), violated(3));
    assert_eq!(status("bell_is_heard", &[join, "rings=[0]", "heard=[1,2]"]), holds());
    let text = text("maze/walk", &[join, "rings=[0]", "heard=[1]"], &[]);
    assert!(
        text.contains("From here the run may stay as it is for ever, which is fair: Ann cannot move; Bob"),
        "{text}"
    );
}

/// stateright takes the end of what it looked at for the end of the run.
#[test]
fn what_a_limit_cut_off_is_unknown_and_no_violation() {
    let way = [r#"doors=[[0,1,"a"],[1,2,"a"],[2,3,"a"],[3,4,"a"]]"#, "rings=[0]", "heard=[4]", "safe=[4]"];
    for limit in [["--max-depth", "3"], ["--max-states", "3"], ["--timeout", "0s"]] {
        let (code, result) = result("maze/walk", &way, &limit);
        assert_eq!((code, &result["outcome"]), (Code::Incomplete, &json!("incomplete")), "{limit:?}");
        assert_eq!(property(&result, "bell_is_heard")["status"], "unknown");
        assert_eq!(property(&result, "way_to_safety")["status"], "unknown");
    }
    let (code, result) = result("maze/walk", &way, &[]);
    assert_eq!(code, Code::Success);
    assert_eq!(
        (&property(&result, "bell_is_heard")["kind"], &property(&result, "way_to_safety")["kind"]),
        (&json!("eventually"), &json!("always_possible"))
    );
}

#[test]
fn a_step_that_changes_nothing_is_nobodys_move() {
    let asked = ["rings=[0]", "heard=[1]"];
    let with = |doors| status("bell_is_heard", &[doors, asked[0], asked[1]]);
    assert_eq!(with(r#"doors=[[0,0,"a"],[0,1,"a"]]"#), holds());
    assert_eq!(with(r#"doors=[[0,0,"a"],[0,1,"user"]]"#), violated(0));
    assert_eq!(with(r#"doors=[[0,0,"user"],[0,1,"b"]]"#), holds());
}

#[test]
fn fairness_rescues_who_could_always_move_and_nobody_else() {
    let asked = ["rings=[0]", "heard=[2]"];
    let with = |doors| status("bell_is_heard", &[doors, asked[0], asked[1]]);
    assert_eq!(with(r#"doors=[[0,1,"b"],[1,0,"b"],[0,2,"a"],[1,2,"a"]]"#), holds());
    // Only users could leave, and they need not.
    assert_eq!(with(r#"doors=[[0,1,"b"],[1,0,"b"],[0,2,"user"],[1,2,"user"]]"#), violated(2));
    // Ann can leave from 0 only; to make her would take strong fairness.
    assert_eq!(with(r#"doors=[[0,1,"b"],[1,0,"b"],[0,2,"a"]]"#), violated(2));
    assert_eq!(with(r#"doors=[[0,1,"b"],[1,0,"b"],[0,2,"s"]]"#), holds());
    assert_eq!(with(r#"doors=[[0,1,"b"],[1,0,"b"],[0,2,"s"],[1,3,"b"],[3,1,"b"]]"#), violated(3));
    // What a locked door keeps from moving is not enabled.
    assert_eq!(with(r#"doors=[[0,1,"b"],[1,0,"b"],[0,2,"stranger"],[1,2,"stranger"]]"#), violated(2));
}

#[test]
fn what_falls_due_later_is_due_from_then_on() {
    let doors = r#"doors=[[0,1,"a"],[1,0,"a"],[1,2,"user"],[2,3,"a"],[3,2,"a"],[3,4,"b"]]"#;
    assert_eq!(status("bell_is_heard", &[doors, "rings=[2]", "heard=[4]"]), violated(4));
    assert_eq!(status("bell_is_heard", &[doors, "rings=[9]", "heard=[4]"]), holds());
    assert_eq!(status("bell_is_heard", &[doors, "rings=[4]", "heard=[4]"]), holds());
}

/// Who each tend one of two lamps, and put it out now and then, need not burn at the same time.
#[test]
fn what_comes_of_each_by_itself_need_not_come_of_all_at_once() {
    let both = |settings: [&str; 2]| {
        ["all_lamps_burn", "each_lamp_burns"].map(|name| {
            let (_, status, depth) = status(name, &settings);
            (status, depth)
        })
    };
    let (holds, violated) = (("holds".to_owned(), None), |depth| ("violated".to_owned(), Some(depth)));
    // One lamp or the other is out for ever, and each comes to burn again and again.
    let turns = [r#"doors=[[0,1,"a"],[1,0,"b"]]"#, "lamps_out=[[0],[1]]"];
    assert_eq!(both(turns), [violated(2), holds.clone()]);
    // There is a room where both burn, and nobody has to go there.
    let turns = [r#"doors=[[0,1,"a"],[1,0,"b"],[0,2,"user"]]"#, "lamps_out=[[0],[1]]"];
    assert_eq!(both(turns), [violated(2), holds.clone()]);
    // Somebody has to, who always can.
    let turns = [r#"doors=[[0,1,"a"],[1,0,"a"],[0,2,"b"],[1,2,"b"]]"#, "lamps_out=[[0],[1]]"];
    assert_eq!(both(turns), [holds.clone(), holds]);
    // The second lamp stays out, whatever the first does.
    let stays = [r#"doors=[[0,1,"a"],[1,0,"b"]]"#, "lamps_out=[[0],[0,1]]"];
    assert_eq!(both(stays), [violated(2), violated(2)]);
    let stays = [r#"doors=[[0,1,"a"]]"#, "lamps_out=[[0,1],[]]"];
    assert_eq!(both(stays), [violated(1), violated(1)]);
}

/// The nearer loop is shown, whichever of what is due it is about.
#[test]
fn of_several_that_are_due_the_one_with_the_shortest_counterexample_is_shown() {
    let doors = r#"doors=[[0,1,"user"],[1,2,"a"],[2,3,"a"]]"#;
    assert_eq!(status("each_lamp_burns", &[doors, "lamps_out=[[3],[9]]"]), violated(3));
    let doors = r#"doors=[[0,1,"user"],[1,2,"a"],[2,3,"a"],[0,4,"user"]]"#;
    for lamps in ["lamps_out=[[3],[4]]", "lamps_out=[[4],[3]]"] {
        assert_eq!(status("each_lamp_burns", &[doors, lamps]), violated(1), "{lamps}");
    }
    let text = text("maze/walk", &[doors, "lamps_out=[[3],[4]]"], &["--property", "each_lamp_burns"]);
    assert!(text.contains("Counterexample to each_lamp_burns, in 1 action"), "{text}");
    assert!(text.contains("1. User: goes to 4"), "{text}");
}

#[test]
fn only_honest_actions_lead_to_safety() {
    let with = |doors| status("way_to_safety", &[doors, "safe=[0,3]"]);
    assert_eq!(with(r#"doors=[[0,1,"thief"],[1,2,"user"],[2,3,"a"]]"#), holds());
    assert_eq!(with(r#"doors=[[0,1,"user"],[1,2,"user"],[2,3,"thief"]]"#), violated(1));
    assert_eq!(with(r#"doors=[[0,1,"user"],[1,0,"stranger"]]"#), violated(1));
    // Nobody has to go: it is enough that they could.
    assert_eq!(with(r#"doors=[[0,1,"a"],[1,2,"a"],[2,1,"a"],[2,0,"user"]]"#), holds());
    let text = text("maze/walk", &[r#"doors=[[0,1,"user"],[1,2,"thief"],[2,1,"user"]]"#, "safe=[0]"], &[]);
    let end = "Counterexample to way_to_safety, in 1 action, the fewest there are: 1. User: goes to 1 room: 0 -> 1 \
               (+1) From here honest actions, however many, never lead to where it holds.";
    assert!(text.contains(end), "{text}");
}

#[test]
fn a_state_without_a_successor_is_a_deadlock_where_there_should_be_none() {
    let end = [r#"doors=[[0,1,"user"],[1,0,"user"],[1,2,"user"],[0,3,"user"],[3,4,"stranger"]]"#];
    let (code, found) = result("maze/endless", &end, &[]);
    assert_eq!(
        (code, &found["outcome"], &found["complete"]),
        (Code::Deadlock, &json!("deadlock"), &json!(false))
    );
    // The nearest end is 3, where the only door is locked.
    let text = text("maze/endless", &end, &[]);
    assert!(
        text.contains("The way to a deadlock, in 1 action, the fewest there are: 1. User: goes to 3"),
        "{text}"
    );
    assert_eq!(result("maze/walk", &end, &[]).0, Code::Success, "a scenario that says nothing of deadlock");

    let stays = [r#"doors=[[0,1,"user"],[1,1,"user"]]"#];
    let (code, found) = result("maze/endless", &stays, &[]);
    assert_eq!((code, &found["outcome"]), (Code::Success, &json!("proved")), "its own successor is one");
}

#[test]
fn a_deadlock_is_found_depth_first_and_not_made_by_a_limit() {
    let way = [r#"doors=[[0,1,"user"],[1,2,"user"],[2,3,"user"]]"#];
    for strategy in ["bfs", "dfs"] {
        let of = |depth| result("maze/endless", &way, &["--strategy", strategy, "--max-depth", depth]).0;
        assert_eq!(of("2"), Code::Incomplete, "{strategy}");
        assert_eq!(of("3"), Code::Incomplete, "{strategy}: the last state is not searched");
        assert_eq!(of("4"), Code::Deadlock, "{strategy}");
    }
    let of = |depth| text("maze/endless", &way, &["--strategy", "simulate", "--max-depth", depth]);
    assert!(
        of("4").contains("The way to a deadlock, in 3 actions") && of("4").contains("--seed"),
        "{}",
        of("4")
    );
    assert!(!of("3").contains("deadlock, in"), "{}", of("3"));
}

#[test]
fn the_lowest_violation_wins() {
    let doors = r#"doors=[[0,1,"user"]]"#;
    let asked = ["rings=[0]", "heard=[1]", "safe=[0]"];
    let with = |scenario, forbidden: &str| {
        let settings = [&[doors, forbidden][..], &asked].concat();
        let (code, result) = result(scenario, &settings, &[]);
        (code, result["outcome"].clone())
    };
    assert_eq!(with("maze/walk", "forbidden=[]"), (Code::NotLive, json!("violated")));
    assert_eq!(with("maze/walk", "forbidden=[1]"), (Code::Violated, json!("violated")));
    assert_eq!(with("maze/endless", "forbidden=[]"), (Code::Deadlock, json!("deadlock")));
}

#[test]
fn behind_a_violation_of_safety_liveness_is_unknown() {
    let way = [r#"doors=[[0,1,"a"],[1,2,"a"]]"#, "forbidden=[1]", "rings=[0]", "heard=[9]", "safe=[9]"];
    let (code, found) = result("maze/walk", &way, &[]);
    assert_eq!(code, Code::Violated);
    assert_eq!(property(&found, "bell_is_heard")["status"], "unknown");
    assert_eq!(property(&found, "way_to_safety")["status"], "unknown");
    // Asked for alone, it is known.
    let (code, _) = result("maze/walk", &way, &["--property", "bell_is_heard"]);
    assert_eq!(code, Code::NotLive);
}

#[test]
fn a_scenario_can_be_there_to_refute_liveness() {
    let way = |heard| [r#"doors=[[0,1,"a"]]"#, "rings=[0]", heard];
    let (code, found) = result("maze/deaf", &way("heard=[9]"), &[]);
    assert_eq!(
        (code, &found["outcome"], &found["complete"]),
        (Code::Success, &json!("refuted"), &json!(true))
    );
    let (code, found) = result("maze/deaf", &way("heard=[1]"), &[]);
    assert_eq!((code, &found["outcome"]), (Code::Missing, &json!("not_refuted")));
}

#[test]
fn a_search_without_a_graph_is_not_asked() {
    let way = [r#"doors=[[0,1,"a"]]"#, "rings=[0]", "heard=[1]", "safe=[1]"];
    for more in [["--engine", "stateright"], ["--strategy", "dfs"]] {
        let (code, found) = result("maze/walk", &way, &more);
        assert_eq!((code, &found["outcome"]), (Code::Incomplete, &json!("incomplete")), "{more:?}");
        assert_eq!(property(&found, "bell_is_heard")["status"], "unknown");
        assert_eq!(property(&found, "way_to_safety")["status"], "unknown");
        let text = text("maze/walk", &way, &more);
        assert!(text.contains("bell_is_heard, way_to_safety were not asked about, since "), "{text}");
    }
    let (code, _) = result("maze/endless", &[r#"doors=[[0,0,"a"]]"#], &["--engine", "stateright"]);
    assert_eq!(code, Code::Incomplete, "it would not have seen a deadlock");
}

#[test]
fn a_predicate_that_panics_is_reported_with_the_way_there() {
    let way = [r#"doors=[[0,1,"a"],[1,2,"a"],[2,3,"a"]]"#, "safe=[3]", "dark=[2]"];
    let (code, found) = result("maze/walk", &way, &[]);
    assert_eq!((code, &found["outcome"]), (Code::Panicked, &json!("panicked")));
    let text = text("maze/walk", &way, &[]);
    assert!(text.contains("The way to a panic, in 2 actions"), "{text}");
    assert!(text.contains("it is too dark to look"), "{text}");
}

#[test]
fn what_is_assumed_to_be_fair_is_said_with_the_proof() {
    let text = text("maze/walk", &[r#"doors=[[0,1,"a"]]"#, "rings=[0]", "heard=[1]"], &[]);
    let assumption = "What must follow does, if these move if they could go on moving all the time: Ann, Bob; and \
                      these move if they could again and again: Sue.";
    assert!(text.contains(assumption), "{text}");
}

/// A torus of 60 by 60 rooms, which is large enough to be shared out, with a few ways that end.
#[test]
fn the_report_is_the_same_at_any_number_of_threads() {
    let side = 60;
    let room = |x: u32, y: u32| (x % side) * side + y % side;
    let mut doors = Vec::new();
    for (x, y) in (0..side).flat_map(|x| (0..side).map(move |y| (x, y))) {
        let by = ["a", "b", "user"][((x * 7 + y * 3) % 3) as usize];
        doors.push(json!([room(x, y), room(x + 1, y), by]));
        doors.push(json!([room(x, y), room(x, y + 1), "user"]));
        if (x * 11 + y * 5) % 97 == 1 {
            doors.push(json!([room(x, y), side * side + x, "thief"]));
        }
    }
    let doors = format!("doors={}", json!(doors));
    for more in
        [vec!["rings=[777]", "heard=[3]"], vec!["safe=[1234]"], vec!["rings=[3500]", "heard=[0]", "safe=[0]"]]
    {
        let settings = [&[doors.as_str()][..], &more].concat();
        let at = |threads: &str| {
            let (code, mut found) = result("maze/walk", &settings, &["--threads", threads]);
            for key in ["seconds", "states_per_second", "peak_rss_bytes", "threads"] {
                found.as_object_mut().unwrap().remove(key);
            }
            let text = text("maze/walk", &settings, &["--threads", threads]);
            let story = text.split("Counterexample").skip(1).map(str::to_owned).collect::<Vec<_>>();
            (code, found, story)
        };
        let one = at("1");
        assert_eq!(one.0, Code::NotLive);
        assert!(!one.2.is_empty());
        for threads in ["2", "4"] {
            assert_eq!(at(threads), one, "{more:?} with {threads} threads");
        }
    }
}
