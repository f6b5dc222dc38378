//! How much memory there is, and how much the process has used (Linux; elsewhere nothing is known).

use std::fs::read_to_string;

/// The most memory that was resident at any time so far.
pub fn peak_bytes() -> Option<u64> {
    kibibytes(&read_to_string("/proc/self/status").ok()?, "VmHWM:")
}

/// The memory that is resident now.
pub fn resident_bytes() -> Option<u64> {
    kibibytes(&read_to_string("/proc/self/status").ok()?, "VmRSS:")
}

/// How much memory can be used before the system swaps or ends a process: what is available on the machine,
/// or what the process's control group is allowed, whichever is less.
pub fn available_bytes() -> Option<u64> {
    let machine = kibibytes(&read_to_string("/proc/meminfo").ok()?, "MemAvailable:")?;
    let number = |name: &str| -> Option<u64> {
        read_to_string(format!("/sys/fs/cgroup/{name}")).ok()?.trim().parse().ok()
    };
    let group = number("memory.max").map(|limit| limit.saturating_sub(number("memory.current").unwrap_or(0)));
    Some(group.map_or(machine, |group| group.min(machine)))
}

/// The value of the line that begins with `label`, in bytes.
fn kibibytes(text: &str, label: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(label))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_from_their_lines() {
        let text = "MemTotal:  100 kB\nMemAvailable:     64 kB\n";
        assert_eq!(kibibytes(text, "MemAvailable:"), Some(65_536));
        assert_eq!(kibibytes(text, "VmHWM:"), None);
    }
}
