//! How much memory the process has used.

/// The most memory that was resident at any time so far, where the system says (Linux).
pub fn peak_bytes() -> Option<u64> {
    field("VmHWM:")
}

/// The memory that is resident now, where the system says (Linux).
pub fn resident_bytes() -> Option<u64> {
    field("VmRSS:")
}

fn field(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
