//! What the file of a trace is called.

use counterfoil_traces::format::TraceFile;

/// `system.scenario.property`, with what is wrong with the guards before the property.
pub fn name(trace: &TraceFile) -> String {
    let mut parts = vec![trace.system.as_str(), trace.scenario.as_str()];
    let guards = trace.guards_off.join("+");
    parts.extend((!guards.is_empty()).then_some(guards.as_str()));
    parts.extend(trace.property.as_deref());
    plain(&parts.join("."))
}

/// The name with nothing in it that a shell or a file system would read as something else.
pub fn plain(name: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_.@+".contains(letter);
    name.chars().map(|letter| if is_plain(letter) { letter } else { '-' }).collect()
}
