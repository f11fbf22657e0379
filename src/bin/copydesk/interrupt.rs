//! Ctrl-C, and the polite way to kill a program. The run ends between two records, whatever the workers are at: they may
//! be waiting for an input that never comes.

use std::process;
use std::sync::{Arc, Mutex, TryLockError};
use std::thread;
use std::time::Duration;

use crate::output::Output;

/// A record may be on its way out; where nobody reads it, that is not waited for any longer.
const PATIENCE: Duration = Duration::from_secs(2);
const GLANCE: Duration = Duration::from_millis(5);

/// From now on ends the program with this code when it is interrupted.
pub(crate) fn end_cleanly(output: Arc<Mutex<Output>>, code: u8) {
    let handler = move || {
        let mut waited = Duration::ZERO;
        // Whoever holds the lock is writing a record.
        while waited < PATIENCE {
            match output.try_lock() {
                Ok(mut output) => {
                    output.interrupt();
                    process::exit(i32::from(code));
                }
                Err(TryLockError::Poisoned(_)) => break,
                Err(TryLockError::WouldBlock) => thread::sleep(GLANCE),
            }
            waited += GLANCE;
        }
        process::exit(i32::from(code));
    };
    // Without a handler the program ends as well, only less politely.
    let _ = ctrlc::set_handler(handler);
}
