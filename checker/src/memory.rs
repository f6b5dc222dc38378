//! How much memory there is, and how much the process has used (Linux; elsewhere nothing is known).

use std::fs::read_to_string;
use std::hint::black_box;

/// What is asked for at least to see whether there is room. The allocator maps a piece of this size by itself and
/// gives it back when it is freed; after smaller ones it would keep more for itself from then on.
const LEAST: usize = 33 << 20;

/// Whether the system would give this many bytes more (`ulimit -v`), and some to tell about it.
///
/// Memory that is refused in the middle of a step ends the program. So it is asked for before the step, untouched,
/// and given back: then the step has it, or is not made.
pub fn has_room(bytes: u64) -> bool {
    let Ok(bytes) = usize::try_from(bytes) else { return false };
    let mut room: Vec<u8> = Vec::new();
    let is_given = room.try_reserve_exact(LEAST.saturating_add(bytes)).is_ok();
    // What nobody looks at, the compiler need not ask for.
    black_box(&room);
    is_given
}

/// The most memory that was resident at any time so far.
pub fn peak_bytes() -> Option<u64> {
    kibibytes(&read_to_string("/proc/self/status").ok()?, "VmHWM:")
}

/// Starts the program again with one arena of the allocator, where it would have several.
///
/// glibc keeps what was freed in the arena of the thread that allocated it. On a busy machine one thread does now and then
/// what another did before, and the same bytes are kept for both: within 32 MiB, beside four busy threads on two
/// processors, 26 to 34.5 MB were resident, and 27 with one arena, for a tenth more time.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub fn keep_to_one_arena() {
    use std::os::unix::process::CommandExt as _;

    const ARENAS: &str = "MALLOC_ARENA_MAX";
    let (Ok(program), None) = (std::env::current_exe(), std::env::var_os(ARENAS)) else { return };
    let mut arguments = std::env::args_os();
    let mut again = std::process::Command::new(program);
    if let Some(name) = arguments.next() {
        again.arg0(name);
    }
    // It returns only if that cannot be: then the search is made as it is.
    let _failure = again.args(arguments).env(ARENAS, "1").exec();
}

/// Other allocators have no arenas to be told of.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub fn keep_to_one_arena() {}

/// The memory that is resident now.
pub fn resident_bytes() -> Option<u64> {
    kibibytes(&read_to_string("/proc/self/status").ok()?, "VmRSS:")
}

/// The memory that is mapped now, whether it is used or not.
fn mapped_bytes() -> Option<u64> {
    kibibytes(&read_to_string("/proc/self/status").ok()?, "VmSize:")
}

/// How much memory can be used before the system swaps, refuses it, or ends a process: what is available on the
/// machine, or what the process (`ulimit -v`) or its control group is allowed, whichever is less.
pub fn available_bytes() -> Option<u64> {
    let machine = kibibytes(&read_to_string("/proc/meminfo").ok()?, "MemAvailable:")?;
    let number = |name: &str| -> Option<u64> {
        read_to_string(format!("/sys/fs/cgroup/{name}")).ok()?.trim().parse().ok()
    };
    let group = number("memory.max").map(|limit| limit.saturating_sub(number("memory.current").unwrap_or(0)));
    let own = rustix::process::getrlimit(rustix::process::Resource::As).current;
    let own = own.map(|limit| limit.saturating_sub(mapped_bytes().unwrap_or(0)));
    Some([group, own].into_iter().flatten().fold(machine, u64::min))
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
    fn there_is_room_for_a_little_and_not_for_everything() {
        assert!(has_room(1 << 20));
        assert!(!has_room(u64::MAX) && !has_room(1 << 62));
    }

    #[test]
    fn sizes_are_read_from_their_lines() {
        let text = "MemTotal:  100 kB\nMemAvailable:     64 kB\n";
        assert_eq!(kibibytes(text, "MemAvailable:"), Some(65_536));
        assert_eq!(kibibytes(text, "VmHWM:"), None);
    }
}
