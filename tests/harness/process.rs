//! A server in a process of its own, which can be killed as nothing else can: the program of
//! `handshake-server`, built again under another name so that no stale one is ever tried.

use std::io::{BufRead, BufReader, Lines};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use handshake_shared::wire::Invite;

/// A running server.
#[derive(Debug)]
pub struct Process {
    child: Child,
    /// Held open, so that the server has a reader.
    _told: Lines<BufReader<ChildStdout>>,
    invite: Invite,
    address: SocketAddr,
}

impl Process {
    /// Starts a server of this program with this data folder; port 0 takes a free one. Returns when it
    /// listens.
    pub fn start(program: &str, folder: &Path, port: u16) -> Process {
        Process::start_as(Command::new(program), folder, port)
    }

    /// The same with arguments of one's own.
    pub fn start_with(program: &str, folder: &Path, port: u16, args: &[&str]) -> Process {
        let mut command = Command::new(program);
        command.args(args);
        Process::start_as(command, folder, port)
    }

    /// The same by a command that ends in the program.
    pub fn start_as(mut command: Command, folder: &Path, port: u16) -> Process {
        let listen = format!("127.0.0.1:{port}");
        command
            .args(["--log", "warn", "--listen", &listen, "--data"])
            .arg(folder)
            .stdout(Stdio::piped());
        let mut child = command.spawn().expect("the server starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let mut value = |key: &str| {
            let line = lines.next().expect("the server tells where it is");
            let line = line.expect("text");
            let told = line.strip_prefix(key).map(|rest| rest.trim().to_owned());
            told.unwrap_or_else(|| panic!("{line:?} tells no {key}"))
        };
        let address = value("listening").replace(" (UDP)", "");
        let address = address.parse().expect("an address");
        let invite = value("invite").parse().expect("an invite");
        value("key");
        Process {
            child,
            _told: lines,
            invite,
            address,
        }
    }

    /// Leads to it.
    pub fn invite(&self) -> Invite {
        self.invite.clone()
    }

    /// A server whose data folder is a small disk of its own: a file system in memory, mounted in a
    /// namespace that nobody else sees, of so many mebibytes.
    #[cfg(target_os = "linux")]
    pub fn start_on_small_disk(program: &str, folder: &Path, mebibytes: u32) -> Process {
        let mount = format!("mount -t tmpfs -o size={mebibytes}m tmpfs \"$0\" && exec \"$@\"");
        let mut command = Command::new("unshare");
        command
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", &mount])
            .arg(folder)
            .arg(program);
        Process::start_as(command, folder, 0)
    }

    /// Whether this system makes such disks.
    #[cfg(target_os = "linux")]
    pub fn makes_small_disks(folder: &Path) -> bool {
        let mut probe = Command::new("unshare");
        probe
            .args(["--user", "--map-root-user", "--mount", "sh", "-c"])
            .arg("mount -t tmpfs -o size=1m tmpfs \"$0\"")
            .arg(folder);
        probe.output().is_ok_and(|done| done.status.success())
    }

    /// A path as the server sees it.
    #[cfg(target_os = "linux")]
    pub fn inside(&self, path: &Path) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", self.child.id()));
        root.join(path.strip_prefix("/").unwrap_or(path))
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// SIGKILL: not one more instruction of it runs.
    pub fn kill(mut self) {
        self.child.kill().expect("ours");
        self.child.wait().expect("ours");
    }

    /// SIGTERM, and waits for its end.
    pub fn stop(mut self) {
        let pid = self.child.id().to_string();
        let asked = Command::new("kill").arg(&pid).status().expect("kill");
        assert!(asked.success());
        assert!(self.child.wait().expect("ours").success());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Gone already where a test ended it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A folder that goes when this does.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// An empty one of this name.
    pub fn new(name: &str) -> Scratch {
        let unique = format!("handshake-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(unique);
        std::fs::create_dir_all(&path).expect("a scratch folder");
        Scratch(path)
    }

    /// Where.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder that stays is the system's to sweep.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
