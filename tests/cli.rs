//! The program as a user meets it. What can be told as a command and its output is in `tests/cli/`; here is what needs
//! pipes and environments. Nothing hangs on points: `--cut 0` keeps every line, and labels are passed over.

#![cfg(feature = "cli")]

use std::io::Read;
use std::process::{Command, Stdio};

const COPYDESK: &str = env!("CARGO_BIN_EXE_copydesk");

/// A page that is there for every test.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cli/files.in/ferry.html");

#[test]
fn commands_and_their_output() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd").case("tests/cli/*.toml");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    // More than a pipe holds, so that the program is still writing when its reader leaves.
    let many = vec![PAGE; 500];
    for args in [vec!["--print-rules"], [vec!["-f", "json"], many.clone()].concat(), [vec!["--explain"], many].concat()]
    {
        let mut command = Command::new(COPYDESK);
        command.args(&args).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut stdout = child.stdout.take().expect("a pipe");
        stdout.read_exact(&mut [0; 10]).expect("some output");
        drop(stdout);
        let end = child.wait_with_output().expect("the program ends");
        assert_eq!((end.status.code(), String::from_utf8_lossy(&end.stderr).as_ref()), (Some(0), ""), "{}", args[0]);
    }
}

#[test]
fn colours_where_they_are_wanted() {
    let coloured = |args: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(COPYDESK);
        command.args(args).arg(PAGE).env_remove("NO_COLOR").env_remove("CLICOLOR").env_remove("CLICOLOR_FORCE");
        let output = command.envs(variables.iter().copied()).output().expect("the program runs");
        assert!(output.status.success());
        output.stdout.contains(&0x1b)
    };
    for (args, variables, expected) in [
        (&["--explain"][..], &[][..], false),
        (&["--explain", "--color", "always"], &[], true),
        (&["--explain", "--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&["--explain"], &[("CLICOLOR_FORCE", "1")], true),
        (&["--explain"], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false),
        (&["--explain", "--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--lines", "--color", "always"], &[], false),
    ] {
        assert_eq!(coloured(args, variables), expected, "{args:?} {variables:?}");
    }
}

#[test]
fn what_is_blessed_is_expected() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("ferry.html");
    std::fs::copy(PAGE, &page).expect("a page");
    let check = |options: &[&str], ci: Option<&str>| {
        let mut command = Command::new(COPYDESK);
        command.arg("check").args(options).arg(folder.path()).env_remove("CI");
        let output = command.envs(ci.map(|value| ("CI", value))).output().expect("the program runs");
        let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), told(&output.stdout) + &told(&output.stderr))
    };
    let junit = folder.path().join("report.xml");
    for (options, ci, code, told) in [
        (&["--bless"][..], None, 1, "has no expected file"),
        (&["--bless", "--new"], Some("true"), 2, "CI is set"),
        (&["--bless", "--new"], Some("false"), 0, "expected file written\n"),
        (&[], Some("true"), 0, "1 page, 1 as expected\n"),
        (&["--bless", "--force"], Some("true"), 0, "1 page, 1 as expected\n"),
        (&["--junit", &junit.display().to_string()], None, 0, "1 page, 1 as expected\n"),
    ] {
        let (found, text) = check(options, ci);
        assert_eq!(found, Some(code), "{options:?}: {text}");
        assert!(text.contains(told), "{options:?}: {text}");
    }
    assert!(std::fs::read_to_string(&junit).expect("a report").contains(r#"failures="0""#));
    std::fs::write(&page, "<p>Something else & more.</p>").expect("another page");
    assert_eq!(check(&["--junit", &junit.display().to_string()], None).0, Some(1));
    let report = std::fs::read_to_string(&junit).expect("a report");
    assert!(report.contains(r#"failures="1""#) && report.contains("Something else &amp; more."), "{report}");
    assert!(check(&["--bless"], None).1.contains("expected file written anew"));
    assert_eq!(check(&[], None).0, Some(0));
}
