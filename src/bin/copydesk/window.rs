//! Works on many things at a time and hands the results on in their order, in bounded memory: no more than a window of
//! them is in flight. There are as many threads as workers, and no others: each takes a job, works on it, and whoever
//! has finished the next one in order hands it on, with all that was waiting for it.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Threads of Rust have two megabytes of stack, the first thread of a program eight; all workers get as much.
const STACK: usize = 8 << 20;

/// How much may be in flight.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    /// So many jobs for each worker: a slow one keeps the others busy for a while.
    pub(crate) jobs_per_worker: usize,
    /// So many bytes in all. One job may be larger; then it is alone.
    pub(crate) bytes: usize,
}

/// What comes of a job, for those who hand it on.
type Ready<R> = (R, usize);

struct State<R, E> {
    /// How many jobs were taken, and how many handed on.
    taken: u64,
    handed_on: u64,
    bytes: usize,
    waiting: BTreeMap<u64, Ready<R>>,
    /// Why no more jobs are taken.
    failed: Option<E>,
}

struct Shared<J, R, E, H> {
    jobs: Mutex<J>,
    state: Mutex<State<R, E>>,
    hand_on: Mutex<H>,
    changed: Condvar,
    window: Window,
    most_jobs: u64,
}

/// Does all jobs on so many threads and hands their results on in order. Ends early with the first error of `hand_on`.
pub(crate) fn in_order<T, R, E>(
    workers: usize,
    window: Window,
    jobs: impl Iterator<Item = (T, usize)> + Send,
    work: impl Fn(T) -> R + Sync,
    hand_on: impl FnMut(R) -> Result<(), E> + Send,
) -> Result<(), E>
where
    T: Send,
    R: Send,
    E: Send + From<io::Error>,
{
    let state = State { taken: 0, handed_on: 0, bytes: 0, waiting: BTreeMap::new(), failed: None };
    let shared = Shared {
        jobs: Mutex::new(jobs),
        state: Mutex::new(state),
        hand_on: Mutex::new(hand_on),
        changed: Condvar::new(),
        window,
        most_jobs: (workers * window.jobs_per_worker) as u64,
    };
    if workers == 1 {
        shared.work(&work);
    } else {
        thread::scope(|scope| {
            for _ in 0..workers {
                let spawned = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || shared.work(&work));
                if let Err(error) = spawned {
                    shared.state().failed.get_or_insert(error.into());
                }
            }
        });
    }
    let state = shared.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    state.failed.map_or(Ok(()), Err)
}

impl<T, R, E, J, H> Shared<J, R, E, H>
where
    J: Iterator<Item = (T, usize)>,
    H: FnMut(R) -> Result<(), E>,
{
    /// What each worker does until there is nothing left.
    fn work(&self, work: &impl Fn(T) -> R) {
        while let Some((at, job, bytes)) = self.take() {
            self.finish(at, (work(job), bytes));
        }
    }

    /// The next job, as soon as there is room for it.
    fn take(&self) -> Option<(u64, T, usize)> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.state();
        while state.failed.is_none() && state.taken > state.handed_on && !self.has_room(&state) {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.failed.is_some() {
            return None;
        }
        // Reading may take its time, and others may finish meanwhile.
        drop(state);
        let (job, bytes) = jobs.next()?;
        let mut state = self.state();
        let at = state.taken;
        state.taken += 1;
        state.bytes += bytes;
        Some((at, job, bytes))
    }

    fn has_room(&self, state: &State<R, E>) -> bool {
        state.taken - state.handed_on < self.most_jobs && state.bytes < self.window.bytes
    }

    /// Hands on what is next in order, this result or those that waited for it.
    fn finish(&self, at: u64, result: Ready<R>) {
        self.state().waiting.insert(at, result);
        // Whoever hands on also takes what the others finish meanwhile; they need not wait for it.
        let Ok(mut hand_on) = self.hand_on.try_lock() else { return };
        loop {
            let mut state = self.state();
            let next = state.handed_on;
            let ready = if state.failed.is_some() { None } else { state.waiting.remove(&next) };
            let Some((result, bytes)) = ready else {
                // Under the lock of the state, so that nothing finished can be overlooked by everybody.
                drop(hand_on);
                return;
            };
            drop(state);
            let handed = (*hand_on)(result);
            let mut state = self.state();
            state.handed_on += 1;
            state.bytes -= bytes;
            if let Err(error) = handed {
                state.failed.get_or_insert(error);
            }
            drop(state);
            self.changed.notify_all();
        }
    }

    fn state(&self) -> MutexGuard<'_, State<R, E>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    const WINDOW: Window = Window { jobs_per_worker: 4, bytes: 100 };

    #[track_caller]
    fn check(workers: usize, sizes: impl Fn(usize) -> usize + Send + Sync, delays: impl Fn(usize) -> u64 + Sync) {
        let in_flight = AtomicUsize::new(0);
        let most = AtomicUsize::new(0);
        let jobs = (0..200).map(|job| {
            most.fetch_max(in_flight.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            (job, sizes(job))
        });
        let mut seen = Vec::new();
        let work = |job: usize| {
            thread::sleep(Duration::from_micros(delays(job)));
            job
        };
        let hand_on = |job: usize| -> io::Result<()> {
            in_flight.fetch_sub(1, Ordering::SeqCst);
            seen.push(job);
            Ok(())
        };
        in_order(workers, WINDOW, jobs, work, hand_on).expect("no error");
        assert_eq!(seen, (0..200).collect::<Vec<_>>());
        assert!(most.load(Ordering::SeqCst) <= workers * WINDOW.jobs_per_worker + 1);
    }

    #[test]
    fn results_come_in_order() {
        check(1, |_| 1, |_| 0);
        check(3, |_| 1, |_| 0);
        check(3, |_| 1, |job| if job % 7 == 0 { 2000 } else { 0 });
        check(4, |job| job, |job| (job % 3) as u64 * 100);
        check(4, |_| 1000, |_| 0);
    }

    #[test]
    fn the_first_error_ends_it() {
        for workers in [1, 3] {
            let taken = AtomicUsize::new(0);
            let jobs = (0..10_000).inspect(|_| _ = taken.fetch_add(1, Ordering::SeqCst)).map(|job| (job, 1));
            let hand_on = |job: i32| if job == 5 { Err(io::Error::other("full")) } else { Ok(()) };
            let ended = in_order(workers, WINDOW, jobs, |job| job, hand_on);
            assert_eq!(ended.expect_err("full").to_string(), "full");
            assert!(taken.load(Ordering::SeqCst) <= 6 + workers * WINDOW.jobs_per_worker);
        }
    }
}
